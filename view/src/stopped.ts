import { el } from './dom';
import { t } from './words';

/** A line over the picture: it is no longer kept in step with the files, since whoever read them is gone. */
export function stoppedBar(restart: () => void): { readonly element: HTMLElement; show(on: boolean): void } {
  const button = el('button', { type: 'button', class: 'link' }, t('Restart'));
  button.addEventListener('click', restart);
  const element = el('div', { class: 'stopped-bar', role: 'alert', hidden: true }, el('span', {}, t('The language server is not running: this is how it was.')), button);
  return {
    element,
    show: on => {
      element.hidden = !on;
    },
  };
}
