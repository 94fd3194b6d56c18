import { badge } from './badge';
import { type Changes, changesBar, withGone } from './changes';
import { arrangementOf, anchorOf, type Card, type Scene, sceneOf } from './scene';
import { el, icon, plainText } from './dom';
import { type ColumnName, detailStore, type Trace, traceColumn } from './details';
import { isMirrored, mirrored } from './direction';
import { exportMenu } from './exportMenu';
import { filterContent } from './filterMenu';
import { type Graph, graphOf } from './graph';
import type { Host } from './host';
import { keyboard } from './keys';
import { layoutClient } from './layoutClient';
import { actions, barButton, helpContent, popover } from './menus';
import type { FromHost, Grouping } from './messages';
import { outline } from './outline';
import { searchBox } from './search';
import { evaluate, NO_FILTER, shownNodes, waysFor, type Wish } from './select';
import { stage } from './stage';
import { stoppedBar } from './stopped';
import { cardTip, columnTip, edgeTip, type Flows, tooltip } from './tooltip';
import { counted, t } from './words';

const NOTHING: Graph = graphOf({ version: 1, title: '', nodes: [], edges: [] });
/** Of a picture with no more cards than this the columns are asked for ahead of the first click. */
const AHEAD = 150;
/** Short enough to stand between two cards. */
const kindWord = (kind: string): string => (kind === 'transformation' ? t('computed') : kind === 'aggregation' ? t('aggregated') : t('unchanged'));
const GROUPINGS: readonly Grouping[] = ['none', 'project', 'schema', 'system'];

/** The lineage view: holds what the user wished to see, has it placed and drawn, and asks the host for what it does not know. */
export function app(host: Host, body: HTMLElement): void {
  let graph = NOTHING;
  let loaded = false;
  const kept = host.kept();
  let wish: Wish = { seeds: kept?.seeds ?? [], up: kept?.up ?? 1, down: kept?.down ?? 1, more: [], filter: NO_FILTER, jobs: kept?.jobs ?? false };
  let jobsChosen = kept?.jobs != null;
  let group: Grouping = kept?.group ?? 'none';
  let locked = kept?.locked ?? false;
  /** What the host sent, without what is gone. */
  let given: Graph['map'] = NOTHING.map;
  let showsChanges = false;
  let changes: Changes | null = null;
  let selected: string | null = null;
  let pinned: ColumnName | null = null;
  let trace: Trace | null = null;
  let first = true;
  let state: 'reading' | 'ready' | 'stopped' = 'ready';
  const unfolded = new Set<string>();
  const whole = new Set<string>();
  const details = detailStore();
  const place = layoutClient();
  const turns = new Map<number, () => void>();
  let turn = 0;

  // --- the page ---------------------------------------------------------------------------------------------------

  const tip = tooltip();
  const picture = stage({ act, select: id => list.mark(id), hover, hoverEdge, clickEdge, clickGround: clear });
  const list = outline(id => choose(id), id => open(id, null, false));
  const search = searchBox(() => graph, id => look(id, null), select);
  const title = el('div', { class: 'title', role: 'status', 'aria-live': 'polite' });
  const lockButton = barButton('unlock', t('Follow the cursor'), () => setLocked(!locked), 'L');
  const allButton = barButton('expand', t('Show everything'), () => showAll(), 'A');
  const resetButton = barButton('focus', t('Start again from the selected node'), () => restart(), 'F');
  const jobsButton = barButton('job', t('Show jobs'), () => setJobs(!wish.jobs), 'J');
  const changesButton = barButton('diff', t('Show what changed'), () => setChanges(!showsChanges), 'C');
  const filterButton = barButton('filter', t('Filter'), b => toggle(b, () => filterContent(graph, wish.filter, filter => change({ filter }))));
  const groupButton = barButton('group', t('Group'), b => toggle(b, groupContent), 'G');
  const listButton = barButton('list', t('List'), () => toggleList(), 'T');
  const exportButton = barButton('export', t('Export'), b => toggle(b, exports));
  const helpButton = barButton('help', t('Keys and signs'), b => toggle(b, () => helpContent(host.alone)), '?');
  for (const b of [filterButton, groupButton, exportButton, helpButton]) b.setAttribute('aria-expanded', 'false');
  const bar = el('div', { class: 'bar', role: 'toolbar', 'aria-label': t('Lineage') }, search.element, title, el('div', { class: 'bar-group' }, ...(host.alone ? [] : [lockButton]), resetButton, allButton), el('div', { class: 'bar-group' }, ...(host.alone ? [] : [changesButton]), jobsButton, groupButton, filterButton), el('div', { class: 'bar-group' }, listButton, exportButton, helpButton));
  const zooms = el('div', { class: 'zooms', role: 'toolbar', 'aria-label': t('Zoom') }, barButton('plus', t('Zoom in'), () => picture.zoom(1.3), '+'), barButton('minus', t('Zoom out'), () => picture.zoom(1 / 1.3), '−'), barButton('fit', t('Fit to window'), () => picture.fit(), '0'));
  const way = el('div', { class: 'way', role: 'status', hidden: true });
  const changesLine = changesBar({ only: showOnlyChanges, choose: () => host.send({ type: 'changes', on: true, choose: true }), hide: () => setChanges(false) });
  const stopped = stoppedBar(() => host.send({ type: 'restart' }));
  const empty = el('div', { class: 'empty', hidden: true });
  const main = el('main', { class: 'main' }, el('h1', { class: 'unseen' }, t('Lineage')), list.element, el('div', { class: 'canvas' }, picture.element, zooms, way, changesLine.element, stopped.element, empty, tip.element));
  body.append(el('header', {}, bar), main);
  const pop = popover(body);
  const exports = (): HTMLElement => exportMenu({ host, picture: () => ({ scene: picture.scene(), arranged: picture.arranged(), trace, theme: picture.theme() }), title: () => fileName(), say: text => say(text), close: () => pop.close() });
  setLocked(locked);

  function toggle(button: HTMLElement, content: () => HTMLElement): void {
    if (pop.isOpen(button)) pop.close();
    else pop.open(button, content());
  }

  function groupContent(): HTMLElement {
    return actions(GROUPINGS.map(g => ({ label: groupingName(g), hint: g === group ? '✓' : '', run: () => setGroup(g) })));
  }

  // --- from wish to picture ---------------------------------------------------------------------------------------

  interface How {
    /** The card that stays where it is. */
    readonly anchor?: string | null;
    /** Another picture altogether: looked at from the start. */
    readonly fresh?: boolean;
  }

  async function draw(how: How = {}): Promise<void> {
    const shown = shownNodes(graph, wish);
    const ways = waysFor(graph, wish);
    const scene = sceneOf({ graph, ways, shown, group, unfolded, whole, details, trace, opened: wish.more, changes: new Map((changes?.nodes ?? []).map(n => [n.id, n])) });
    const spot = (id: string): number | null => (how.fresh ? null : (picture.spotOf(id)?.y ?? null));
    const placed = await place(arrangementOf(scene, spot));
    if (placed === null) return;
    const arranged = isMirrored() ? mirrored(placed, scene.cards.map(c => c.width)) : placed;
    const ahead = isMirrored() ? -1 : 1;
    const fresh = how.fresh === true || first;
    const anchor = fresh ? null : anchorOf(scene, spot, [how.anchor ?? null, selected], picture.nearest());
    picture.show(scene, arranged, anchor);
    if (selected !== null && !scene.byId.has(selected)) select1(null);
    if (fresh) picture.open(selected ?? wish.seeds[0] ?? null);
    first = false;
    tell(scene);
    list.show(scene, [...scene.cards.keys()].sort((a, b) => ahead * (arranged.places[a]!.x - arranged.places[b]!.x) || arranged.places[a]!.y - arranged.places[b]!.y), selected);
    if (scene.cards.length > 0) requestAnimationFrame(() => performance.mark('lineage:painted'));
    remember();
    if (scene.cards.length <= AHEAD) void know(scene.cards.filter(c => !c.node.job).map(c => c.id));
  }

  function change(part: Partial<Wish>, how: How = {}): void {
    wish = { ...wish, ...part };
    void draw(how);
  }

  function tell(scene: Scene): void {
    const jobs = scene.cards.filter(c => c.node.job).length;
    const data = scene.cards.length - jobs;
    title.replaceChildren(...(wish.seeds.length === 1 ? [el('span', { class: 'title-name' }, plainText(graph.map.nodes[graph.index.get(wish.seeds[0]!) ?? -1]?.label ?? ''))] : []), el('span', { class: 'caption' }, `${counted(data, '{0} dataset', '{0} datasets')}${jobs === 0 ? '' : `, ${counted(jobs, '{0} job', '{0} jobs')}`}`));
    allButton.classList.toggle('on', wish.seeds.length === 0);
    jobsButton.classList.toggle('on', wish.jobs);
    jobsButton.setAttribute('aria-pressed', String(wish.jobs));
    groupButton.classList.toggle('on', group !== 'none');
    filterButton.classList.toggle('on', JSON.stringify(wish.filter) !== JSON.stringify(NO_FILTER));
    empty.hidden = scene.cards.length > 0 || (!loaded && state === 'ready');
    if (!empty.hidden) showEmpty();
  }

  function showEmpty(): void {
    if (!loaded && state !== 'ready') {
      const restarting = el('button', { type: 'button', class: 'primary' }, t('Restart'));
      restarting.addEventListener('click', () => host.send({ type: 'restart' }));
      empty.replaceChildren(
        el('div', { class: 'empty-title' }, state === 'reading' ? t('Reading the workspace…') : t('The language server is not running')),
        el('p', {}, state === 'reading' ? t('The lineage appears when all files have been read.') : t('It has ended, or it could not be started. The log says why.')),
        ...(state === 'reading' ? [] : [restarting]),
      );
      return;
    }
    const none = graph.map.nodes.length === 0;
    const gone = wish.seeds.length > 0;
    const button = el('button', { type: 'button', class: 'primary' }, gone ? t('Show everything') : t('Clear the filter'));
    button.addEventListener('click', () => (gone ? showAll() : change({ filter: NO_FILTER }, { fresh: true })));
    empty.replaceChildren(
      el('div', { class: 'empty-title' }, none ? t('No pipeline files yet') : gone ? t('What was shown here is gone') : t('Nothing passes the filter')),
      el('p', {}, none ? t('The lineage appears as soon as the folder holds dbt models, SQL, DAGs or other pipeline files that can be read.') : gone ? t('It was renamed or removed.') : t('No dataset has all that the filter asks for.')),
      ...(none ? [] : [button]),
    );
  }

  function remember(): void {
    host.keep({ seeds: wish.seeds, up: finite(wish.up), down: finite(wish.down), jobs: jobsChosen ? wish.jobs : null, group, locked, changes: showsChanges });
  }

  // --- columns ----------------------------------------------------------------------------------------------------

  /** Makes the columns of these nodes known, and how they flow between all nodes that are shown. */
  async function know(ids: readonly string[]): Promise<void> {
    const all = ids.filter(id => !(graph.map.nodes[graph.index.get(id) ?? -1]?.job ?? true));
    if (all.length === 0 || details.covers(all)) return;
    details.cover(all);
    const own = ++turn;
    await new Promise<void>(done => {
      turns.set(own, done);
      host.send({ type: 'detail', turn: own, ids: all });
    });
  }

  /** The datasets shown, as far as one can wait for them: those around the card if there are very many. */
  function knowable(id: string): string[] {
    const cards = picture.scene().cards.filter(c => !c.node.job).map(c => c.id);
    if (cards.length <= 1500) return cards;
    const near = new Set([id]);
    const scene = picture.scene();
    for (const set of [near]) for (const at of set) {
      if (set.size > 1500) break;
      const card = scene.byId.get(at);
      for (const e of card?.edges ?? []) for (const end of [scene.edges[e]!.from, scene.edges[e]!.to]) set.add(scene.cards[end]!.id);
    }
    return [...near].filter(n => !(scene.byId.get(n)?.node.job ?? true));
  }

  async function fold(id: string): Promise<void> {
    if (unfolded.has(id)) unfolded.delete(id);
    else {
      await know(knowable(id));
      unfolded.add(id);
    }
    await draw({ anchor: id });
  }

  async function pin(column: ColumnName | null): Promise<void> {
    if (column !== null) await know(knowable(column.id));
    pinned = column;
    trace = column === null ? null : traceColumn(details.links(), column);
    light();
    showWay();
    await draw({ anchor: column?.id ?? null });
  }

  function light(hovering: ColumnName | null = null): void {
    const shown = hovering === null ? trace : traceColumn(details.links(), hovering);
    picture.light({ trace: shown, words });
  }

  /** What happens to a value on its way: the expression if it is short, else what kind of change it is. */
  function words(_from: string, to: string, column: string, kind: string): string {
    if (kind === 'identity') return '';
    const expression = details.node(to)?.columns.find(c => c.name.toLowerCase() === column)?.expression ?? null;
    return expression === null || expression.length > 40 ? kindWord(kind) : plainText(expression.replace(/\s+/g, ' '));
  }

  function showWay(): void {
    way.hidden = pinned === null;
    if (pinned === null || trace === null) return;
    const node = graph.map.nodes[graph.index.get(pinned.id) ?? -1];
    const column = details.node(pinned.id)?.columns.find(c => c.name.toLowerCase() === pinned?.column);
    const close = barButton('close', t('Clear the column'), () => void pin(null));
    way.replaceChildren(badge(node?.system ?? '', false), el('span', { class: 'label' }, plainText(`${node?.label ?? ''}.${column?.name ?? pinned.column}`)), el('span', { class: 'caption' }, trace.edges.length === 0 ? t('comes from nowhere that is shown, and goes nowhere') : counted(trace.columns.size, 'flows through {0} dataset', 'flows through {0} datasets')), ...(column?.expression ? [el('code', {}, plainText(column.expression.replace(/\s+/g, ' ')))] : []), close);
  }

  // --- what the user does -----------------------------------------------------------------------------------------

  function select1(id: string | null): void {
    selected = id;
    picture.select(id);
  }

  /** Selects a card and brings it into view. */
  function choose(id: string): void {
    select1(id);
    picture.reveal(id);
  }

  /** Looks at a node: in the picture if it is there, else in a picture of its own. */
  function look(id: string, column: string | null): void {
    if (picture.scene().byId.has(id)) choose(id);
    else startFrom(id);
    picture.element.focus({ preventScroll: true });
    if (column !== null) void pin({ id, column: column.toLowerCase() });
  }

  function startFrom(id: string): void {
    const node = graph.map.nodes[graph.index.get(id) ?? -1];
    selected = id;
    pinned = trace = null;
    way.hidden = true;
    unfolded.clear();
    picture.light({ trace: null });
    const jobs = wish.jobs || (node?.job === true && !graph.folded.shown[graph.index.get(id)!]);
    picture.select(id);
    const focused = picture.element.contains(document.activeElement);
    change({ seeds: [id], up: 1, down: 1, more: [], jobs }, { fresh: true });
    if (focused) picture.element.focus({ preventScroll: true });
  }

  function restart(): void {
    const id = selected ?? wish.seeds[0];
    if (id !== undefined) startFrom(id);
  }

  function showAll(): void {
    change({ seeds: [], more: [] }, { fresh: true });
  }

  function select(text: string): string | null {
    const found = evaluate(graph, text, wish.jobs);
    if ('problem' in found) return found.problem;
    selected = found.ids.length === 1 ? found.ids[0]! : null;
    picture.select(selected);
    void (async () => {
      wish = { ...wish, seeds: found.ids, up: found.up, down: found.down, more: [] };
      await draw({ fresh: true });
      if (found.column !== null && found.ids[0] !== undefined) await pin({ id: found.ids[0], column: found.column.toLowerCase() });
      picture.element.focus({ preventScroll: true });
    })();
    return null;
  }

  function more(id: string, direction: 'up' | 'down', on: boolean): void {
    const others = wish.more.filter(m => m.id !== id || m.direction !== direction);
    change({ more: on ? [...others, { id, direction }] : others }, { anchor: id });
  }

  function act(card: Card, what: string, column: string | null, event: MouseEvent): void {
    tip.show(null, { x: 0, y: 0 });
    select1(card.id);
    switch (what) {
      case 'fold':
        void fold(card.id);
        return;
      case 'whole':
        whole.add(card.id);
        void draw({ anchor: card.id });
        return;
      case 'open-up':
      case 'close-up':
        more(card.id, 'up', what === 'open-up');
        return;
      case 'open-down':
      case 'close-down':
        more(card.id, 'down', what === 'open-down');
        return;
      case 'column': {
        const name = { id: card.id, column: (column ?? '').toLowerCase() };
        if (event.altKey || event.metaKey || event.ctrlKey) open(card.id, column, event.altKey);
        else void pin(pinned?.id === name.id && pinned.column === name.column ? null : name);
        return;
      }
      default:
        picture.focusCard(card.id);
        open(card.id, null, event.altKey);
    }
  }

  function open(id: string, column: string | null, references: boolean): void {
    if (!host.alone) host.send({ type: 'open', id, ...(column === null ? {} : { column }), references });
  }

  function hover(card: Card | null, column: string | null, at: { x: number; y: number }): void {
    const known = column === null ? undefined : card?.rows.find(c => c.name === column);
    if (pinned === null) light(card !== null && column !== null ? { id: card.id, column: column.toLowerCase() } : null);
    tip.show(card === null ? null : known === undefined ? cardTip(card) : columnTip(known), at);
  }

  function hoverEdge(edge: number, at: { x: number; y: number }): void {
    picture.light({ edge });
    const scene = picture.scene();
    const e = scene.edges[edge];
    if (e !== undefined) tip.show(edgeTip(e, scene.cards[e.from]!, scene.cards[e.to]!, flowsOf(scene.cards[e.from]!.id, scene.cards[e.to]!.id)), at);
  }

  /** What is known of the columns between two datasets; of a column that was clicked only its own steps. */
  function flowsOf(from: string, to: string): Flows {
    const link = details.link(from, to);
    const all = (link?.columns ?? []).map(c => ({ ...c, kind: kindWord(c.kind), expression: c.kind === 'identity' ? null : (details.node(to)?.columns.find(n => n.name.toLowerCase() === c.to.toLowerCase())?.expression ?? null) }));
    const lit = trace === null ? [] : all.filter(c => trace?.columns.get(from)?.has(c.from.toLowerCase()) && trace.columns.get(to)?.has(c.to.toLowerCase()));
    return { columns: lit.length > 0 ? lit : all, indirect: lit.length > 0 ? [] : (link?.indirect ?? []) };
  }

  function clickEdge(edge: number, at: { x: number; y: number }): void {
    const { cards, edges } = picture.scene();
    const e = edges[edge];
    // The columns of a large picture are not known before they are asked for.
    if (e !== undefined && details.link(cards[e.from]!.id, cards[e.to]!.id) === undefined) void know(knowable(cards[e.to]!.id)).then(() => hoverEdge(edge, at));
    if (e?.file && !host.alone) host.send({ type: 'edge', from: cards[e.from]!.id, to: cards[e.to]!.id, file: e.file });
  }

  function clear(): void {
    if (pinned !== null) void pin(null);
    else if (selected !== null) select1(null);
  }

  function setJobs(jobs: boolean): void {
    jobsChosen = true;
    change({ jobs });
  }

  function setGroup(wanted: Grouping): void {
    group = wanted;
    pop.close();
    // Cards stand elsewhere altogether: all is shown, so that one can find them again.
    void draw({ fresh: true }).then(() => picture.fit());
  }

  function setChanges(on: boolean): void {
    if (host.alone) return;
    showsChanges = on;
    changesButton.classList.toggle('on', on);
    changesButton.setAttribute('aria-pressed', String(on));
    changesLine.show(on ? changes : null, on);
    host.send({ type: 'changes', on, choose: false });
    if (!on) void takeChanges(null);
    remember();
  }

  function showOnlyChanges(): void {
    const ids = (changes?.nodes ?? []).map(n => n.id).filter(id => graph.index.has(id));
    const jobs = wish.jobs || ids.some(id => !graph.folded.shown[graph.index.get(id)!]);
    if (ids.length > 0) change({ seeds: ids, up: 0, down: 0, more: [], jobs }, { fresh: true });
  }

  async function takeChanges(found: Changes | null): Promise<void> {
    changes = showsChanges ? found : null;
    changesLine.show(changes, showsChanges);
    setGraph();
    await draw();
  }

  function setGraph(): void {
    graph = graphOf(changes === null ? given : withGone(given, changes));
  }

  function setLocked(on: boolean): void {
    locked = on;
    lockButton.classList.toggle('on', locked);
    lockButton.setAttribute('aria-pressed', String(locked));
    lockButton.title = locked ? t('Locked: click to follow the cursor again (L)') : t('Following the cursor: click to lock (L)');
    lockButton.setAttribute('aria-label', locked ? t('Locked') : t('Lock'));
    lockButton.replaceChildren(icon(locked ? 'lock' : 'unlock'));
    host.send({ type: 'locked', locked });
    remember();
  }

  function toggleList(): void {
    list.element.hidden = !list.element.hidden;
    listButton.classList.toggle('on', !list.element.hidden);
    void draw();
    if (!list.element.hidden) setTimeout(() => list.element.querySelector<HTMLElement>('[tabindex="0"]')?.focus(), 60);
  }

  function say(text: string): void {
    search.say(text);
    setTimeout(() => search.say(''), 4000);
  }

  function fileName(): string {
    const name = wish.seeds.length === 1 ? (graph.map.nodes[graph.index.get(wish.seeds[0]!) ?? -1]?.label ?? '') : graph.map.title;
    return `lineage-${name.replace(/[^\w.-]+/g, '-').slice(0, 60) || 'graph'}`;
  }

  keyboard(document, picture, {
    selected: () => selected,
    select: choose,
    focus: id => picture.focusCard(id),
    open: (id, references) => open(id, null, references),
    fold: id => void fold(id),
    more: (id, direction) => {
      const card = picture.scene().byId.get(id);
      const [count, opened] = direction === 'up' ? [card?.moreUp, card?.openedUp] : [card?.moreDown, card?.openedDown];
      if (count || opened) more(id, direction, (count ?? 0) > 0);
    },
    restart,
    all: showAll,
    changes: () => setChanges(!showsChanges),
    jobs: () => setJobs(!wish.jobs),
    group: () => setGroup(GROUPINGS[(GROUPINGS.indexOf(group) + 1) % GROUPINGS.length]!),
    lock: () => setLocked(!locked),
    search: () => search.focus(),
    help: () => toggle(helpButton, () => helpContent(host.alone)),
    list: toggleList,
    escape: () => {
      if (!pop.close()) clear();
    },
  });

  // --- what the host says -----------------------------------------------------------------------------------------

  host.listen(message => take(message));
  function take(message: FromHost): void {
    switch (message.type) {
      case 'map':
        void takeMap(message.map);
        return;
      case 'all':
        showAll();
        return;
      case 'detail': {
        details.add(message.detail);
        turns.get(message.turn)?.();
        turns.delete(message.turn);
        return;
      }
      case 'at':
        if (locked && !message.asked) return;
        if (message.keep && picture.scene().byId.has(message.id)) choose(message.id);
        else if (wish.seeds.length === 1 && wish.seeds[0] === message.id) choose(message.id);
        else startFrom(message.id);
        if (message.column !== null) void pin({ id: message.id, column: message.column.toLowerCase() });
        return;
      case 'command':
        if (message.command === 'search') search.focus();
        else if (message.command === 'lock') setLocked(!locked);
        else if (message.command === 'changes') setChanges(true);
        else pop.open(exportButton, exports());
        return;
      case 'changes':
        if (message.changes === null) setChanges(false);
        else if (showsChanges) void takeChanges(message.changes);
        return;
      case 'state':
        state = message.state;
        stopped.show(state === 'stopped' && loaded);
        body.classList.toggle('stopped', state === 'stopped');
        if (!loaded) tell(picture.scene());
        return;
      case 'trouble':
        say(message.text);
    }
  }

  async function takeMap(map: Graph['map']): Promise<void> {
    const was = loaded;
    given = map;
    setGraph();
    loaded = true;
    // Where there is next to no data the jobs are the picture.
    if (!jobsChosen) wish = { ...wish, jobs: wish.jobs || graph.folded.shown.filter(Boolean).length * 2 < graph.whole.shown.filter(Boolean).length };
    details.clear();
    const wanted = [...new Set([...unfolded, ...(pinned === null ? [] : [pinned.id])])].filter(id => graph.index.has(id));
    if (was && wanted.length > 0) {
      await know(knowable(wanted[0]!).filter(id => graph.index.has(id)));
      if (pinned !== null) trace = traceColumn(details.links(), pinned);
      light();
      showWay();
    }
    await draw(was ? {} : { fresh: true });
  }

  host.send({ type: 'ready' });
  if (kept?.changes === true) setChanges(true);
}

function groupingName(g: Grouping): string {
  switch (g) {
    case 'none':
      return t('Not grouped');
    case 'project':
      return t('By project');
    case 'schema':
      return t('By schema');
    case 'system':
      return t('By system');
  }
}

function finite(n: number): number {
  return Number.isFinite(n) ? n : 1_000_000;
}
