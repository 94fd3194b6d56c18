import type { ProjectContext, ProjectReader } from '../../model/format';
import type { Settings } from '../../model/workspace';

/** What files of SQL share: settings, and the plan of a sqitch project. */
export interface SqlProject {
  readonly dialect: string | null;
  readonly database: string | null;
  readonly schema: string | null;
  /** Changes of sqitch in the order in which they are deployed. */
  readonly plan: readonly string[] | null;
}

/** A folder with `sqitch.plan`; the dialect is the engine that the plan or `sqitch.conf` names. */
export const sqitch: ProjectReader = {
  markers: ['sqitch.plan'],
  companions: ['sqitch.conf'],
  read(root, text) {
    const plan = text('sqitch.plan');
    if (plan === null) return null;
    const engine = /^\s*engine\s*=\s*(\w+)/m.exec(text('sqitch.conf') ?? '')?.[1] ?? null;
    const name = /^%project=(.+)$/m.exec(plan)?.[1]?.trim() ?? '';
    const data: SqlProject = { dialect: engine, database: null, schema: null, plan: changes(plan) };
    return { format: 'sql', root, name, owner: root, data: { ...data, plan: [...(data.plan ?? [])] } };
  },
};

/** The changes of a plan; tags, comments and pragmas are none. */
function changes(plan: string): string[] {
  return plan.split(/\r?\n/).flatMap(line => {
    const change = /^[ \t]*[+]?[ \t]*([^\s%@#[\]+-][^\s[]*)/.exec(line);
    return change && !/^\s*[%@#-]/.test(line) ? [change[1]!] : [];
  });
}

/** The context of files in no project. */
export function settingsContext(settings: Settings): ProjectContext {
  return { format: 'sql', root: '', name: '', owner: '', implied: true, data: { dialect: settings.dialect, database: settings.defaultDatabase, schema: settings.defaultSchema, plan: null } };
}

export function projectOf(context: ProjectContext | null): SqlProject {
  const data = context?.format === 'sql' && typeof context.data === 'object' && context.data !== null && !Array.isArray(context.data) ? (context.data as { [k: string]: unknown }) : {};
  const text = (name: string): string | null => (typeof data[name] === 'string' ? (data[name] as string) : null);
  return { dialect: text('dialect'), database: text('database'), schema: text('schema'), plan: Array.isArray(data['plan']) ? (data['plan'] as string[]) : null };
}
