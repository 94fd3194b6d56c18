export { dataDictionary, type DictionaryOptions } from './dictionary';
export { handoff } from './handoff';
export type { Page } from './pages';
export { runbook } from './runbook';
