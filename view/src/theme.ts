import type { ChangedNode } from '../../server/src/features/impact';

/** The colours that the canvas needs, as the style sheet resolves them for the theme in use. */
export interface Theme {
  readonly ground: string;
  readonly card: string;
  readonly border: string;
  readonly text: string;
  readonly faint: string;
  readonly edge: string;
  readonly accent: string;
  readonly lane: string;
  readonly changes: { readonly [kind in ChangedNode['kind']]: string };
  readonly font: string;
}

export function readTheme(): Theme {
  const probe = document.createElement('span');
  document.body.append(probe);
  const resolved = (name: string): string => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const theme = {
    ground: resolved('--ground'), card: resolved('--card'), border: resolved('--border'), text: resolved('--text'), faint: resolved('--faint'), edge: resolved('--edge'), accent: resolved('--accent'), lane: resolved('--lane'),
    changes: { added: resolved('--added'), removed: resolved('--removed'), renamed: resolved('--changed'), changed: resolved('--changed'), reached: resolved('--reached') },
    font: getComputedStyle(document.body).fontFamily,
  };
  probe.remove();
  return theme;
}

/** Calls back when the editor, or the reader's system, changes its colours. */
export function onThemeChange(changed: () => void): void {
  new MutationObserver(changed).observe(document.body, { attributes: true, attributeFilter: ['class'] });
  new MutationObserver(changed).observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed);
}
