export { propertiesEdits } from './edit';
export { readProperties } from './read';
