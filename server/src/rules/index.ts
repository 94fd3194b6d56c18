// Written by scripts/generate.mjs from the files in this folder.
import type { Rule } from '../model/rule';
import { rule as acceptedValuesOutOfDate } from './accepted-values-out-of-date';
import { rule as acceptedValuesType } from './accepted-values-type';
import { rule as chainLengthMismatch } from './chain-length-mismatch';
import { rule as customKey } from './custom-key';
import { rule as duplicateDagId } from './duplicate-dag-id';
import { rule as duplicateTaskId } from './duplicate-task-id';
import { rule as duplicateTest } from './duplicate-test';
import { rule as dynamicStartDate } from './dynamic-start-date';
import { rule as enumValuesUntested } from './enum-values-untested';
import { rule as implicitCatchup } from './implicit-catchup';
import { rule as incrementalKeyUntested } from './incremental-key-untested';
import { rule as incrementalWithoutUniqueKey } from './incremental-without-unique-key';
import { rule as invalidEnumValue } from './invalid-enum-value';
import { rule as invalidSchedule } from './invalid-schedule';
import { rule as invalidSetting } from './invalid-setting';
import { rule as invalidTaskId } from './invalid-task-id';
import { rule as ioAtParseTime } from './io-at-parse-time';
import { rule as jinjaDeprecatedMember } from './jinja-deprecated-member';
import { rule as jinjaReturnOutsideMacro } from './jinja-return-outside-macro';
import { rule as jinjaSyntax } from './jinja-syntax';
import { rule as jinjaUnexpectedBlock } from './jinja-unexpected-block';
import { rule as jinjaUnknownFilter } from './jinja-unknown-filter';
import { rule as keyUntested } from './key-untested';
import { rule as listToListDependency } from './list-to-list-dependency';
import { rule as missingPlusPrefix } from './missing-plus-prefix';
import { rule as missingProperty } from './missing-property';
import { rule as movedAirflowImport } from './moved-airflow-import';
import { rule as notNullOnOuterJoin } from './not-null-on-outer-join';
import { rule as propertyMovedToConfig } from './property-moved-to-config';
import { rule as removedScheduleInterval } from './removed-schedule-interval';
import { rule as sensorHoldsWorkerSlot } from './sensor-holds-worker-slot';
import { rule as taskDependencyCycle } from './task-dependency-cycle';
import { rule as taskWithoutRetries } from './task-without-retries';
import { rule as unknownColumn } from './unknown-column';
import { rule as unknownExternalDag } from './unknown-external-dag';
import { rule as unknownProperty } from './unknown-property';
import { rule as unknownRef } from './unknown-ref';
import { rule as unknownRule } from './unknown-rule';
import { rule as unknownSuppression } from './unknown-suppression';
import { rule as unknownXcomTask } from './unknown-xcom-task';
import { rule as unusedSuppression } from './unused-suppression';
import { rule as variableReadAtParseTime } from './variable-read-at-parse-time';
import { rule as wrongType } from './wrong-type';
import { rule as yamlAmbiguousScalar } from './yaml-ambiguous-scalar';
import { rule as yamlDuplicateKey } from './yaml-duplicate-key';
import { rule as yamlSyntax } from './yaml-syntax';
import { rule as yamlTab } from './yaml-tab';
import { rule as yamlUnquotedJinja } from './yaml-unquoted-jinja';
import { rule as yamlUnquotedOperator } from './yaml-unquoted-operator';

export const rules: readonly Rule[] = [
  acceptedValuesOutOfDate,
  acceptedValuesType,
  chainLengthMismatch,
  customKey,
  duplicateDagId,
  duplicateTaskId,
  duplicateTest,
  dynamicStartDate,
  enumValuesUntested,
  implicitCatchup,
  incrementalKeyUntested,
  incrementalWithoutUniqueKey,
  invalidEnumValue,
  invalidSchedule,
  invalidSetting,
  invalidTaskId,
  ioAtParseTime,
  jinjaDeprecatedMember,
  jinjaReturnOutsideMacro,
  jinjaSyntax,
  jinjaUnexpectedBlock,
  jinjaUnknownFilter,
  keyUntested,
  listToListDependency,
  missingPlusPrefix,
  missingProperty,
  movedAirflowImport,
  notNullOnOuterJoin,
  propertyMovedToConfig,
  removedScheduleInterval,
  sensorHoldsWorkerSlot,
  taskDependencyCycle,
  taskWithoutRetries,
  unknownColumn,
  unknownExternalDag,
  unknownProperty,
  unknownRef,
  unknownRule,
  unknownSuppression,
  unknownXcomTask,
  unusedSuppression,
  variableReadAtParseTime,
  wrongType,
  yamlAmbiguousScalar,
  yamlDuplicateKey,
  yamlSyntax,
  yamlTab,
  yamlUnquotedJinja,
  yamlUnquotedOperator,
];
