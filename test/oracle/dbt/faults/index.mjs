import { code } from './code.mjs';
import { duplicates } from './duplicates.mjs';
import { governance } from './governance.mjs';
import { project } from './project.mjs';
import { references } from './references.mjs';
import { semantic } from './semantic.mjs';
import { tests } from './tests.mjs';
import { timing } from './timing.mjs';
import { units } from './units.mjs';
import { yaml } from './yaml.mjs';

/** Every planted fault, in the order of the table. Ids are unique. */
export const faults = [
  ...references, ...duplicates, ...project, ...yaml, ...tests, ...governance, ...timing, ...units, ...semantic, ...code,
];
