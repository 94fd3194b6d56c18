import type { Area, Gap, GroupFindings, Health } from '../../server/src/features/health';
import { badge } from './badge';
import { el, icon, plainText } from './dom';
import type { FromOverview, OverviewCommand, ToOverview } from './overviewMessages';
import { counted, speak, t, wordsOfPage } from './words';

declare function acquireVsCodeApi(): { postMessage(message: FromOverview): void; setState(state: unknown): void };

const api = acquireVsCodeApi();
speak(wordsOfPage());
const page = el('main', { class: 'page' });
document.body.append(page);
/** What is unfolded stays so when the page is made anew. */
const unfolded = new Set<string>();

window.addEventListener('message', (event: MessageEvent<ToOverview>) => {
  if (event.data.type !== 'health') return;
  const top = document.documentElement.scrollTop;
  const focused = (document.activeElement as HTMLElement | null)?.dataset['focus'];
  page.replaceChildren(...contentOf(event.data));
  document.documentElement.scrollTop = top;
  if (focused !== undefined) [...page.querySelectorAll<HTMLElement>('[data-focus]')].find(e => e.dataset['focus'] === focused)?.focus();
});
api.setState({});
api.postMessage({ type: 'ready' });

function contentOf({ state, trusted, roots }: ToOverview): HTMLElement[] {
  if (state === 'noFolder') return [message(t('No folder is open'), t('Open a folder with a dbt project, SQL, DAGs, connectors or other pipeline files, and this page shows what is in it.'), [['openFolder', t('Open Folder'), true]])];
  if (state === 'stopped') return [message(t('The language server is not running'), t('It ended, or could not be started. The log says why.'), [['restart', t('Restart'), true], ['log', t('Show Log'), false]])];
  if (state === 'reading') return [message(t('Reading the workspace'), t('The overview appears as soon as all files are read.'), [], true)];
  return [...(trusted ? [] : [restricted()]), ...roots.flatMap(({ root, health }) => folder(root, health))];
}

function message(title: string, text: string, buttons: readonly (readonly [OverviewCommand, string, boolean])[], busy = false): HTMLElement {
  return el('section', { class: 'message', ...(busy ? { 'aria-busy': 'true' } : {}) }, el('h1', {}, title), el('p', {}, text), busy ? el('div', { class: 'progress' }) : null, el('div', { class: 'buttons' }, ...buttons.map(([command, label, first]) => commandButton(command, label, first ? 'primary' : 'secondary'))));
}

function restricted(): HTMLElement {
  return el('section', { class: 'banner', role: 'note' }, icon('shield'), el('span', { class: 'grow' }, t('This workspace is not trusted: git is not run, so there are no branches and no comparison with other commits. All else works.')), commandButton('trust', t('Manage Trust'), 'secondary'));
}

function folder(root: string, health: Health): HTMLElement[] {
  const { overview: o, findings } = health;
  const title = el('h1', {}, plainText(health.name));
  if (o.files.total === 0) {
    return [title, message(t('No pipeline files here yet'), t('Pipewright reads dbt and SQLMesh projects, SQL, Airflow and other orchestrators, Kafka, Spark, Flink, data contracts and more. Files that git ignores are left out.'), [['newPipeline', t('New Pipeline'), true]])];
  }
  const { counts } = o;
  const numbers: [number, string][] = [
    [o.files.total, t('files')], [counts.datasets, t('datasets')], [counts.jobs, t('jobs')], [counts.edges, t('lineage edges')], [counts.checks, t('checks')],
  ];
  return [
    el('header', { class: 'top' }, title, el('div', { class: 'buttons' }, commandButton('lineage', t('Show Lineage'), 'secondary'), commandButton('impact', t('Impact of Changes'), 'secondary'), commandButton('dictionary', t('Data Dictionary'), 'secondary'), commandButton('runbook', t('Runbook'), 'secondary'))),
    el('ul', { class: 'numbers' }, ...numbers.filter(([n]) => n > 0).map(([n, what]) => el('li', {}, el('span', { class: 'number' }, shown(n)), el('span', { class: 'caption' }, what)))),
    findingsSection(findings, counts.unresolved),
    ...(health.areas.length === 0 ? [] : [el('section', {}, el('h2', {}, t('Health')), el('div', { class: 'areas' }, ...health.areas.map(a => areaCard(root, a))))]),
    el('div', { class: 'columns' }, projects(health), systems(root, health)),
  ];
}

function findingsSection(findings: readonly GroupFindings[] | null, unresolved: number): HTMLElement {
  const out = el('section', {}, el('h2', {}, t('Findings')));
  if (findings === null) out.append(el('p', { class: 'caption' }, t('Still looking…')));
  else if (findings.length === 0) out.append(el('p', { class: 'fine' }, icon('check'), t('Nothing to mend.')));
  else {
    const most = Math.max(...findings.map(f => f.errors + f.warnings + f.hints));
    const fixable = findings.reduce((n, f) => n + f.fixable, 0);
    out.append(
      el('ul', { class: 'bars' }, ...findings.map(f => barOf(f, most))),
      el('div', { class: 'buttons' }, commandButton('problems', t('Open Problems'), fixable > 0 ? 'secondary' : 'primary'), ...(fixable > 0 ? [commandButton('fixAll', counted(fixable, 'Fix {0} Safely', 'Fix {0} Safely'), 'primary')] : [])),
    );
  }
  if (unresolved > 0) out.append(el('p', { class: 'caption' }, counted(unresolved, '{0} name leads nowhere that these files show.', '{0} names lead nowhere that these files show.')));
  return out;
}

function barOf(f: GroupFindings, most: number): HTMLElement {
  const parts = [[f.errors, 'bad', counted(f.errors, '{0} error', '{0} errors')], [f.warnings, 'warn', counted(f.warnings, '{0} warning', '{0} warnings')], [f.hints, 'hint', counted(f.hints, '{0} hint', '{0} hints')]] as const;
  const bar = el('span', { class: 'bar', 'aria-hidden': 'true' });
  for (const [n, kind] of parts) {
    if (n === 0) continue;
    const piece = el('span', { class: kind });
    piece.style.width = `${(100 * n) / most}%`;
    bar.append(piece);
  }
  return el('li', {}, el('span', { class: 'name' }, groupName(f.group)), bar, el('span', { class: 'caption' }, parts.filter(([n]) => n > 0).map(([, , text]) => text).join(', ')));
}

function areaCard(root: string, area: Area): HTMLElement {
  const share = area.of === 0 ? 1 : area.done / area.of;
  const percent = Math.floor(100 * share);
  const { name, what, why } = areaWords(area.area);
  const key = `${root} ${area.area}`;
  const out = el('article', { class: 'area' }, el('div', { class: 'area-head' }, ring(share), el('div', {}, el('h3', {}, name), el('div', { class: 'caption' }, `${percent} % · ${t('{0} of {1}', shown(area.done), shown(area.of))} ${what}`))));
  if (area.gaps.length === 0) {
    out.append(el('p', { class: 'fine' }, icon('check'), t('No gaps.')));
    return out;
  }
  const list = el('details', { 'data-key': key }, el('summary', { 'data-focus': key }, counted(area.of - area.done, '{0} gap', '{0} gaps'), el('span', { class: 'caption' }, why)), el('ul', { class: 'gaps' }, ...area.gaps.map(g => gapRow(root, area.area, g)), ...(area.of - area.done > area.gaps.length ? [el('li', { class: 'caption' }, t('and {0} more', shown(area.of - area.done - area.gaps.length)))] : [])));
  list.open = unfolded.has(key);
  list.addEventListener('toggle', () => (list.open ? unfolded.add(key) : unfolded.delete(key)));
  out.append(list);
  return out;
}

function gapRow(root: string, area: string, gap: Gap): HTMLElement {
  const open = el('button', { type: 'button', class: 'link label', title: plainText(gap.file ?? ''), 'data-focus': `${area} ${gap.id}` }, plainText(gap.label));
  open.addEventListener('click', () => api.postMessage({ type: 'open', root, id: gap.id }));
  const ways = el('button', { type: 'button', class: 'small', title: t('Show Lineage'), 'aria-label': t('Lineage of {0}', plainText(gap.label)) }, icon('expand'));
  ways.addEventListener('click', () => api.postMessage({ type: 'lineage', root, id: gap.id }));
  const row = el('li', {}, el('span', { class: 'grow' }, open, ' ', el('span', { class: 'caption' }, gap.feeds === 0 ? plainText(gap.kind) : `${plainText(gap.kind)} · ${t('feeds {0}', gap.feeds)}`)));
  if (gap.checks > 0) {
    const add = el('button', { type: 'button', class: 'small text' }, counted(gap.checks, 'Add {0} check', 'Add {0} checks'));
    add.addEventListener('click', () => api.postMessage({ type: 'checks', root, id: gap.id }));
    row.append(add);
  }
  row.append(ways);
  return row;
}

/** A ring that is filled as far as the share goes. */
function ring(share: number): HTMLElement {
  const SVG = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(SVG, 'svg');
  for (const [name, value] of [['viewBox', '0 0 36 36'], ['class', `ring ${share >= 0.8 ? 'good' : share >= 0.4 ? 'warn' : 'bad'}`], ['aria-hidden', 'true']] as const) svg.setAttribute(name, value);
  for (const kind of ['track', 'fill']) {
    const circle = document.createElementNS(SVG, 'circle');
    for (const [name, value] of [['cx', '18'], ['cy', '18'], ['r', '15'], ['class', kind], ['pathLength', '100']] as const) circle.setAttribute(name, value);
    if (kind === 'fill') circle.setAttribute('stroke-dasharray', `${Math.max(share === 0 ? 0 : 3, share * 100)} 200`);
    svg.append(circle);
  }
  const out = el('span', { class: 'ring-box' });
  out.append(svg);
  return out;
}

function projects({ overview: o }: Health): HTMLElement {
  const own = o.projects.filter(p => !p.package);
  const packages = o.projects.filter(p => p.package);
  const out = el('section', {}, el('h2', {}, t('Projects')));
  if (own.length === 0) out.append(el('p', { class: 'caption' }, t('Files that belong to no project.')));
  else out.append(el('ul', { class: 'rows' }, ...own.map(p => el('li', {}, badge(p.format, false), el('span', { class: 'grow' }, el('span', { class: 'label' }, plainText(p.name || t('(no name)'))), ' ', el('span', { class: 'caption' }, `${plainText(p.format)} · ${p.root === '' ? t('this folder') : plainText(p.root)}`)), el('span', { class: 'caption' }, counted(p.files, '{0} file', '{0} files'))))));
  if (packages.length > 0) out.append(el('p', { class: 'caption' }, t('Installed packages: {0}', packages.map(p => plainText(p.name || p.root)).join(', '))));
  return out;
}

function systems(root: string, { overview: o }: Health): HTMLElement {
  return el('section', {}, el('h2', {}, t('Systems')), el('ul', { class: 'rows' }, ...o.systems.map(s => {
    const files = s.files.map(file => {
      const made = el('button', { type: 'button', class: 'link file' }, plainText(file.slice(file.lastIndexOf('/') + 1)));
      made.title = plainText(file);
      made.addEventListener('click', () => api.postMessage({ type: 'file', root, file }));
      return made;
    });
    const parts = [s.datasets > 0 ? counted(s.datasets, '{0} dataset', '{0} datasets') : '', s.jobs > 0 ? counted(s.jobs, '{0} job', '{0} jobs') : ''].filter(p => p !== '');
    return el('li', {}, badge(s.system, s.datasets === 0), el('span', { class: 'grow' }, el('span', { class: 'label' }, plainText(s.system)), el('span', { class: 'files' }, ...files)), el('span', { class: 'caption' }, parts.join(', ')));
  })));
}

function commandButton(command: OverviewCommand, label: string, look: 'primary' | 'secondary'): HTMLElement {
  const made = el('button', { type: 'button', class: look, 'data-focus': command }, label);
  made.addEventListener('click', () => api.postMessage({ type: 'command', command }));
  return made;
}

function areaWords(area: Area['area']): { readonly name: string; readonly what: string; readonly why: string } {
  switch (area) {
    case 'documentation':
      return { name: t('Documentation'), what: t('datasets are described'), why: t('those that feed most come first') };
    case 'columns':
      return { name: t('Columns'), what: t('datasets have every column described'), why: t('those that feed most come first') };
    case 'testing':
      return { name: t('Testing'), what: t('datasets are tested'), why: t('those that feed most come first') };
    case 'freshness':
      return { name: t('Freshness'), what: t('sources say how fresh they must be'), why: t('nobody is told when these stop') };
    case 'ownership':
      return { name: t('Ownership'), what: t('datasets have an owner'), why: t('nobody is asked when these break') };
  }
}

function groupName(group: GroupFindings['group']): string {
  const names: { readonly [group in GroupFindings['group']]: string } = {
    shape: t('Shape of files'), references: t('References'), testing: t('Testing'), contracts: t('Contracts'), documentation: t('Documentation'), freshness: t('Freshness'), governance: t('Governance'), deprecations: t('Deprecations'),
    performance: t('Performance'), naming: t('Naming and structure'), sql: 'SQL', orchestration: t('Orchestration'), streaming: t('Streaming'), infrastructure: t('Infrastructure'), configuration: t('Configuration'),
  };
  return names[group];
}

function shown(n: number): string {
  return n.toLocaleString(document.documentElement.lang || 'en');
}
