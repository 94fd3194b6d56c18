// Written by scripts/generate.mjs from the files in this folder.
import type { Rule } from '../model/rule';
import { rule as invalidSetting } from './invalid-setting';
import { rule as unknownColumn } from './unknown-column';
import { rule as unknownRef } from './unknown-ref';
import { rule as unknownRule } from './unknown-rule';
import { rule as unknownSuppression } from './unknown-suppression';
import { rule as unusedSuppression } from './unused-suppression';

export const rules: readonly Rule[] = [
  invalidSetting,
  unknownColumn,
  unknownRef,
  unknownRule,
  unknownSuppression,
  unusedSuppression,
];
