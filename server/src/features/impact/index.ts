export { type Compared, impact, impactAndKeys, type ImpactOptions } from './compare';
export { impactMarkdown, type MarkdownOptions } from './markdown';
export { changesBetween, type ChangedNode } from './changed';
export type { Change, Effect, Impact, ImpactPlace, Reached, Verdict } from './model';
export { impactNotes } from './notes';
export { differingFiles } from './sides';
export { impactText } from './text';
