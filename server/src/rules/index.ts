// Written by scripts/generate.mjs from the files in this folder.
import type { Rule } from '../model/rule';
import { rule as acceptedValuesOutOfDate } from './accepted-values-out-of-date';
import { rule as acceptedValuesType } from './accepted-values-type';
import { rule as ambiguousColumn } from './ambiguous-column';
import { rule as cartesianJoin } from './cartesian-join';
import { rule as columnNotDocumented } from './column-not-documented';
import { rule as columnUndocumented } from './column-undocumented';
import { rule as constraintNotSupported } from './constraint-not-supported';
import { rule as constraintUnknownColumn } from './constraint-unknown-column';
import { rule as contractColumnsMismatch } from './contract-columns-mismatch';
import { rule as contractIncomplete } from './contract-incomplete';
import { rule as contractTypeMismatch } from './contract-type-mismatch';
import { rule as descriptionInconsistent } from './description-inconsistent';
import { rule as duplicateOutputColumn } from './duplicate-output-column';
import { rule as duplicateTest } from './duplicate-test';
import { rule as enumValuesUntested } from './enum-values-untested';
import { rule as exposureOnUnmonitoredSource } from './exposure-on-unmonitored-source';
import { rule as exposureWithoutOwner } from './exposure-without-owner';
import { rule as foreignKeyUntested } from './foreign-key-untested';
import { rule as freshnessMalformed } from './freshness-malformed';
import { rule as freshnessThresholdsInverted } from './freshness-thresholds-inverted';
import { rule as freshnessUnknownColumn } from './freshness-unknown-column';
import { rule as freshnessWithoutLoadedAt } from './freshness-without-loaded-at';
import { rule as groupByMissing } from './group-by-missing';
import { rule as hardCodedRelation } from './hard-coded-relation';
import { rule as incrementalKeyUntested } from './incremental-key-untested';
import { rule as incrementalWithoutUniqueKey } from './incremental-without-unique-key';
import { rule as joinTypeMismatch } from './join-type-mismatch';
import { rule as keyUntested } from './key-untested';
import { rule as longTestName } from './long-test-name';
import { rule as modelWithoutYaml } from './model-without-yaml';
import { rule as notInNullable } from './not-in-nullable';
import { rule as notNullOnOuterJoin } from './not-null-on-outer-join';
import { rule as primaryKeyConstraintInvalid } from './primary-key-constraint-invalid';
import { rule as publicModelWithoutContract } from './public-model-without-contract';
import { rule as resourceUndocumented } from './resource-undocumented';
import { rule as resourceUntested } from './resource-untested';
import { rule as selectStarAtContractBoundary } from './select-star-at-contract-boundary';
import { rule as setOperationColumnCount } from './set-operation-column-count';
import { rule as snapshotKeyMissing } from './snapshot-key-missing';
import { rule as sourceWithoutFreshness } from './source-without-freshness';
import { rule as sqlSyntax } from './sql-syntax';
import { rule as testAtWrongLevel } from './test-at-wrong-level';
import { rule as testNeverFails } from './test-never-fails';
import { rule as testScansLargeTable } from './test-scans-large-table';
import { rule as unknownColumn } from './unknown-column';
import { rule as unknownRef } from './unknown-ref';
import { rule as unknownSuppression } from './unknown-suppression';
import { rule as unusedCte } from './unused-cte';
import { rule as unusedSource } from './unused-source';
import { rule as unusedSuppression } from './unused-suppression';

export const rules: readonly Rule[] = [
  acceptedValuesOutOfDate,
  acceptedValuesType,
  ambiguousColumn,
  cartesianJoin,
  columnNotDocumented,
  columnUndocumented,
  constraintNotSupported,
  constraintUnknownColumn,
  contractColumnsMismatch,
  contractIncomplete,
  contractTypeMismatch,
  descriptionInconsistent,
  duplicateOutputColumn,
  duplicateTest,
  enumValuesUntested,
  exposureOnUnmonitoredSource,
  exposureWithoutOwner,
  foreignKeyUntested,
  freshnessMalformed,
  freshnessThresholdsInverted,
  freshnessUnknownColumn,
  freshnessWithoutLoadedAt,
  groupByMissing,
  hardCodedRelation,
  incrementalKeyUntested,
  incrementalWithoutUniqueKey,
  joinTypeMismatch,
  keyUntested,
  longTestName,
  modelWithoutYaml,
  notInNullable,
  notNullOnOuterJoin,
  primaryKeyConstraintInvalid,
  publicModelWithoutContract,
  resourceUndocumented,
  resourceUntested,
  selectStarAtContractBoundary,
  setOperationColumnCount,
  snapshotKeyMissing,
  sourceWithoutFreshness,
  sqlSyntax,
  testAtWrongLevel,
  testNeverFails,
  testScansLargeTable,
  unknownColumn,
  unknownRef,
  unknownSuppression,
  unusedCte,
  unusedSource,
  unusedSuppression,
];
