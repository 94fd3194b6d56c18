import type { Arranged } from './arrange';
import type { Trace } from './details';
import type { Host } from './host';
import { actions } from './menus';
import type { HostFormat } from './messages';
import { base64, pictureSvg, pngOf } from './picture';
import type { Scene } from './scene';
import type { Theme } from './theme';
import { t } from './words';

export interface ExportParams {
  readonly host: Host;
  readonly picture: () => { readonly scene: Scene; readonly arranged: Arranged; readonly trace: Trace | null; readonly theme: Theme };
  readonly title: () => string;
  readonly say: (text: string) => void;
  readonly close: () => void;
}

const formats = (): readonly { readonly format: HostFormat; readonly label: string; readonly hint: string }[] => [
  { format: 'html', label: t('Interactive page'), hint: 'HTML' }, { format: 'mermaid', label: 'Mermaid', hint: 'MMD' }, { format: 'dot', label: 'Graphviz', hint: 'DOT' }, { format: 'json', label: t('Graph'), hint: 'JSON' }, { format: 'openlineage', label: t('OpenLineage events'), hint: 'JSON' },
];

/** What the picture can be taken along as. Pictures are made here; the other formats by the host, which has the whole graph. */
export function exportMenu(p: ExportParams): HTMLElement {
  const draw = (): ReturnType<typeof pictureSvg> => {
    const { scene, arranged, trace, theme } = p.picture();
    return pictureSvg(scene, arranged, trace, theme);
  };
  const run = (work: () => Promise<void> | void) => (): void => {
    p.close();
    void Promise.resolve()
      .then(work)
      .catch((error: unknown) => p.say(error instanceof Error ? error.message : t('The export failed.')));
  };
  return actions([
    { label: t('Copy picture'), hint: 'PNG', run: run(async () => {
      // The promise is handed over at once: browsers let only the click itself write.
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': pngOf(draw()) })]);
      p.say(t('The picture is on the clipboard.'));
    }) },
    { label: t('Picture'), hint: 'SVG', run: run(() => p.host.send({ type: 'save', name: `${p.title()}.svg`, data: base64(new TextEncoder().encode(draw().svg)) })) },
    { label: t('Picture'), hint: 'PNG', run: run(async () => p.host.send({ type: 'save', name: `${p.title()}.png`, data: base64(new Uint8Array(await (await pngOf(draw())).arrayBuffer())) })) },
    ...(p.host.alone ? [] : formats().map(f => ({ label: f.label, hint: f.hint, run: run(() => {
      const { scene } = p.picture();
      p.host.send({ type: 'export', format: f.format, ids: scene.cards.map(c => c.id), columns: scene.cards.some(c => c.rows.length > 0) });
    }) }))),
  ]);
}
