export { jsonEdits } from './edit';
export { type JsonOptions, readJson } from './read';
