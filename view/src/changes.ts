import type { ChangedNode, Impact } from '../../server/src/features/impact';
import type { LineageMap, MapEdge, MapNode } from '../../server/src/features/lineage/map';
import { el, icon, plainText } from './dom';
import { barButton } from './menus';
import { t } from './words';

/** What changed since another commit, as far as a picture of the lineage shows it. */
export interface Changes {
  /** What the other commit was named by: `main`. */
  readonly base: string;
  readonly nodes: readonly ChangedNode[];
  /** Nodes that are no more. */
  readonly gone: readonly GoneNode[];
  readonly links: readonly { readonly from: string; readonly to: string }[];
}

export interface GoneNode {
  readonly id: string;
  readonly label: string;
  readonly kind: string;
  readonly system: string;
  readonly job: boolean;
}

/** What the view needs of an impact. */
export function changesOf(impact: Impact, nodes: readonly ChangedNode[]): Changes {
  const gone = new Map<string, GoneNode>();
  const removed = new Set(nodes.filter(n => n.kind === 'removed').map(n => n.id));
  for (const { subject: s, aspect } of impact.changes) {
    if (!removed.has(s.id)) continue;
    gone.set(s.id, { id: s.id, label: s.name.slice(s.name.lastIndexOf('.') + 1), kind: s.type, system: s.system, job: aspect === 'job' || gone.get(s.id)?.job === true });
  }
  return { base: impact.base.ref, nodes, gone: [...gone.values()], links: impact.links };
}

/** The map with what is gone put back where it stood, so that it can be seen that it is gone. */
export function withGone(map: LineageMap, changes: Changes): LineageMap {
  const known = new Set(map.nodes.map(n => n.id));
  const back = changes.gone.filter(g => !known.has(g.id));
  if (back.length === 0) return map;
  const marks = { errors: 0, warnings: 0, tests: 0, pii: false, freshness: null, freshnessState: null, lastRun: null };
  const nodes: MapNode[] = [...map.nodes, ...back.map((g): MapNode => ({ ...g, kind: g.kind.replace(/^[^.]*\./, ''), schema: '', project: '', external: true, tags: [], file: null, line: null, description: null, owner: null, schedule: null, names: [], marks }))];
  const index = new Map(nodes.map((n, i) => [n.id, i]));
  const edges: MapEdge[] = changes.links.flatMap(({ from, to }) => {
    const [f, at] = [index.get(from), index.get(to)];
    const old = known.has(from) && known.has(to);
    return f === undefined || at === undefined || f === at || old ? [] : [{ from: f, to: at, job: null, kind: 'likely' as const, file: null, line: null }];
  });
  return { ...map, nodes, edges: [...map.edges, ...edges] };
}

/** What stands on the card: a sign and a word, so that the colour need not be seen. */
export function changeWord(kind: ChangedNode['kind']): string {
  switch (kind) {
    case 'added':
      return t('+ added');
    case 'removed':
      return t('− removed');
    case 'renamed':
      return t('~ renamed');
    case 'changed':
      return t('~ changed');
    case 'reached':
      return t('→ reached');
  }
}

/** What a change is, or what it does to the node, in a few words. */
export function changeText({ kind, verdict, effect, columns }: ChangedNode): string {
  const verdicts = { breaking: t('breaking'), risky: t('risky'), safe: t('safe') };
  const effects = {
    breaks: t('breaks: it names what is gone'), 'may break': t('may break'), loses: t('loses columns it passes on'), changes: t('what it holds may differ'), downstream: t('fed by what breaks'), adapted: t('was changed along'),
  };
  const said = [kind === 'reached' ? null : changeWord(kind).replace(/^\S+ /, ''), verdict === null ? null : verdicts[verdict], effect === null ? null : effects[effect], columns.length === 0 ? null : columns.slice(0, 6).join(', ')];
  return said.filter(part => part !== null).join('; ');
}

export interface ChangesBar {
  readonly element: HTMLElement;
  show(changes: Changes | null, waiting: boolean): void;
}

/** A line that says what the marks are about, and what can be done with them. */
export function changesBar(does: { only(): void; choose(): void; hide(): void }): ChangesBar {
  const element = el('div', { class: 'changes', role: 'status', hidden: true });
  const button = (label: string, press: () => void): HTMLElement => {
    const made = el('button', { type: 'button', class: 'link' }, label);
    made.addEventListener('click', press);
    return made;
  };
  return {
    element,
    show(changes, waiting) {
      element.hidden = changes === null && !waiting;
      if (changes === null) {
        element.replaceChildren(icon('diff'), el('span', { class: 'caption' }, t('Comparing with the other commit…')));
        return;
      }
      const of = (...kinds: readonly ChangedNode['kind'][]): number => changes.nodes.filter(n => kinds.includes(n.kind)).length;
      const count = (kind: string, n: number, text: string): HTMLElement | null => (n === 0 ? null : el('span', { class: `count ${kind}` }, text));
      const [added, changed, removed, reached] = [of('added'), of('changed', 'renamed'), of('removed'), of('reached')];
      const breaking = changes.nodes.filter(n => n.verdict === 'breaking').length;
      element.replaceChildren(
        icon('diff'), el('span', { class: 'label' }, t('Since {0}', plainText(changes.base))),
        ...[
          count('added', added, t('{0} added', added)), count('changed', changed, t('{0} changed', changed)), count('removed', removed, t('{0} removed', removed)), count('reached', reached, t('{0} reached', reached)),
          count('breaking', breaking, t('{0} breaking', breaking)),
          changes.nodes.length === 0 ? el('span', { class: 'caption' }, t('nothing changed')) : button(t('Only these'), does.only), button(t('Other commit…'), does.choose), barButton('close', t('Hide what changed'), does.hide),
        ].filter(part => part !== null),
      );
    },
  };
}
