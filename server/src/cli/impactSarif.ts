import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import type { Change, Impact, Verdict } from '../features/impact';
import type { Rule } from '../model/rule';

export interface ImpactSarifOptions {
  readonly version: string;
  readonly rules: readonly Rule[];
  docs(rule: string): string;
}

const LEVELS: { readonly [verdict in Verdict]: string } = { breaking: 'error', risky: 'warning', safe: 'note' };
const RULES: readonly { readonly id: string; readonly verdict: Verdict; readonly text: string; readonly more: string }[] = [
  { id: 'breaking-change', verdict: 'breaking', text: 'A change that breaks what uses the thing, or a promise to others.', more: 'Something that models, jobs, checks or dashboards still use is gone, renamed or of another type, or a contract or public access promised it to others. Change what uses it along with it, or keep it under its old name until nobody does.' },
  { id: 'risky-change', verdict: 'risky', text: 'A change that somebody should look at before it is merged.', more: 'Values, rows or times may differ for what reads the thing, a check is gone or weaker, or it can not be seen from here who uses it. Tell the owners of what is reached.' },
  { id: 'safe-change', verdict: 'safe', text: 'A change that nothing depends on.', more: 'Told so that the list is whole.' },
];

/** The impact as a SARIF 2.1.0 log. What stands only in the base commit is shown at the file's place as it was. */
export function impactSarif(impact: Impact, options: ImpactSarifOptions): object {
  const seen = new Map<string, number>();
  const used = RULES.filter(r => impact.changes.some(c => c.verdict === r.verdict));
  const page = options.docs('breaking-change');
  const address = (name: string, of: string): object => (/^[a-z][a-z0-9+.-]*:/i.test(of) ? { [name]: of } : {});
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'pipewright-impact', version: options.version, semanticVersion: options.version, ...address('informationUri', options.docs('README')),
            rules: used.map(r => ({ id: r.id, shortDescription: { text: r.text }, fullDescription: { text: r.more }, help: { text: r.more }, defaultConfiguration: { level: LEVELS[r.verdict] }, ...address('helpUri', page) })),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { ROOT: { uri: `${pathToFileURL(impact.root).href.replace(/\/$/, '')}/`, description: { text: 'The folder that was compared.' } } },
        invocations: [{ executionSuccessful: true }],
        automationDetails: { id: 'pipewright-impact/' },
        results: impact.changes.map(c => ({
          ruleId: RULES.find(r => r.verdict === c.verdict)!.id,
          ruleIndex: used.findIndex(r => r.verdict === c.verdict),
          level: LEVELS[c.verdict],
          message: { text: messageOf(c) },
          locations: [{ physicalLocation: { artifactLocation: artifact(c.place.file), region: { startLine: c.place.line } } }],
          ...(related(c).length === 0 ? {} : { relatedLocations: related(c) }),
          partialFingerprints: { 'pipewrightImpact/v1': fingerprint(c, seen) },
          properties: { verdict: c.verdict, kind: c.kind, aspect: c.aspect, subject: c.subject.id, ...(c.column === null ? {} : { column: c.column }), side: c.place.side },
        })),
      },
    ],
  };
}

function messageOf(c: Change): string {
  return `${c.subject.name}: ${plain(c.title)}. ${capital(plain(c.reason))}.`;
}

function related(c: Change): object[] {
  return c.reach
    .filter(r => r.file !== null && r.effect !== 'adapted')
    .slice(0, 20)
    .map((r, id) => ({ id, message: { text: `${r.name} ${r.effect}` }, physicalLocation: { artifactLocation: artifact(r.file!), region: { startLine: r.line ?? 1 } } }));
}

function plain(text: string): string {
  return text.replace(/`([^`\n]*)`/g, "'$1'");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function fingerprint(c: Change, seen: Map<string, number>): string {
  const name = [c.kind, c.aspect, c.subject.id, c.column ?? '', c.title].join('\u0000');
  const before = seen.get(name) ?? 0;
  seen.set(name, before + 1);
  return `${createHash('sha256').update(name).digest('hex').slice(0, 32)}:${before + 1}`;
}

function artifact(path: string): object {
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: 'ROOT' };
}
