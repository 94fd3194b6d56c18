// Written by scripts/generate.mjs from the files in this folder.
import type { Rule } from '../model/rule';
import { rule as acceptedValuesOutOfDate } from './accepted-values-out-of-date';
import { rule as acceptedValuesType } from './accepted-values-type';
import { rule as advertisedListenerUnreachable } from './advertised-listener-unreachable';
import { rule as airbyteCatalogInvalid } from './airbyte-catalog-invalid';
import { rule as airbyteManifestInvalid } from './airbyte-manifest-invalid';
import { rule as airflowSlaRemoved } from './airflow-sla-removed';
import { rule as ambiguousAlias } from './ambiguous-alias';
import { rule as ambiguousColumn } from './ambiguous-column';
import { rule as ambiguousRef } from './ambiguous-ref';
import { rule as appendMayDuplicate } from './append-may-duplicate';
import { rule as assetDependencyCycle } from './asset-dependency-cycle';
import { rule as assetMetadataMissing } from './asset-metadata-missing';
import { rule as assetWithoutGroup } from './asset-without-group';
import { rule as autoCommitBeforeProcessing } from './auto-commit-before-processing';
import { rule as avroDefaultOrder } from './avro-default-order';
import { rule as avroInvalid } from './avro-invalid';
import { rule as avroLogicalType } from './avro-logical-type';
import { rule as bareCallInBraces } from './bare-call-in-braces';
import { rule as bigqueryTableInvalid } from './bigquery-table-invalid';
import { rule as blockingCallInAsyncFlow } from './blocking-call-in-async-flow';
import { rule as branchJoinSkipped } from './branch-join-skipped';
import { rule as branchUsedAsShortCircuit } from './branch-used-as-short-circuit';
import { rule as breakingChange } from './breaking-change';
import { rule as cacheWithoutUnpersist } from './cache-without-unpersist';
import { rule as capturedTableWithoutKey } from './captured-table-without-key';
import { rule as cartesianJoin } from './cartesian-join';
import { rule as chainLengthMismatch } from './chain-length-mismatch';
import { rule as chainedAssignment } from './chained-assignment';
import { rule as classificationConflict } from './classification-conflict';
import { rule as clickhouseTableInvalid } from './clickhouse-table-invalid';
import { rule as clickhouseTablePractice } from './clickhouse-table-practice';
import { rule as cloudformationUndeclared } from './cloudformation-undeclared';
import { rule as collectToDriver } from './collect-to-driver';
import { rule as columnAddedInLoop } from './column-added-in-loop';
import { rule as columnNotDocumented } from './column-not-documented';
import { rule as columnUndocumented } from './column-undocumented';
import { rule as composeUnknownName } from './compose-unknown-name';
import { rule as concurrentIndexInTransaction } from './concurrent-index-in-transaction';
import { rule as configMalformed } from './config-malformed';
import { rule as configPathUnused } from './config-path-unused';
import { rule as connectConflictingSettings } from './connect-conflicting-settings';
import { rule as connectDeadLetterQueue } from './connect-dead-letter-queue';
import { rule as connectDuplicateAlias } from './connect-duplicate-alias';
import { rule as connectErrorsWithoutTrace } from './connect-errors-without-trace';
import { rule as connectInvalidValue } from './connect-invalid-value';
import { rule as connectLogsRecords } from './connect-logs-records';
import { rule as connectMissingSetting } from './connect-missing-setting';
import { rule as connectSchemalessConverter } from './connect-schemaless-converter';
import { rule as connectSharedResource } from './connect-shared-resource';
import { rule as connectTasksMissing } from './connect-tasks-missing';
import { rule as connectTasksUnused } from './connect-tasks-unused';
import { rule as connectTransformClass } from './connect-transform-class';
import { rule as connectUnknownClass } from './connect-unknown-class';
import { rule as connectUnknownSetting } from './connect-unknown-setting';
import { rule as constraintNotSupported } from './constraint-not-supported';
import { rule as constraintUnknownColumn } from './constraint-unknown-column';
import { rule as consumerNotClosed } from './consumer-not-closed';
import { rule as consumerWithoutDeadLetter } from './consumer-without-dead-letter';
import { rule as contractColumnsMismatch } from './contract-columns-mismatch';
import { rule as contractIncomplete } from './contract-incomplete';
import { rule as contractModelDrift } from './contract-model-drift';
import { rule as contractOnSchemaChange } from './contract-on-schema-change';
import { rule as contractTypeMismatch } from './contract-type-mismatch';
import { rule as countComparedWithZero } from './count-compared-with-zero';
import { rule as csvWithoutDtype } from './csv-without-dtype';
import { rule as customKey } from './custom-key';
import { rule as dagMetadataMissing } from './dag-metadata-missing';
import { rule as dagWithoutContextManager } from './dag-without-context-manager';
import { rule as dagWithoutFailureAlert } from './dag-without-failure-alert';
import { rule as dagWithoutSchedule } from './dag-without-schedule';
import { rule as dagWithoutStartDate } from './dag-without-start-date';
import { rule as dagsterLegacyFreshness } from './dagster-legacy-freshness';
import { rule as daskInvalid } from './dask-invalid';
import { rule as databricksBundleInvalid } from './databricks-bundle-invalid';
import { rule as dataformConfigInvalid } from './dataform-config-invalid';
import { rule as dataformUnknownRef } from './dataform-unknown-ref';
import { rule as dataframeToRdd } from './dataframe-to-rdd';
import { rule as dbtProjectKeyRenamed } from './dbt-project-key-renamed';
import { rule as debeziumHeartbeatMissing } from './debezium-heartbeat-missing';
import { rule as debeziumLosesEvents } from './debezium-loses-events';
import { rule as debeziumPublicationAllTables } from './debezium-publication-all-tables';
import { rule as debeziumRenamedSetting } from './debezium-renamed-setting';
import { rule as deequUnknownConstraint } from './deequ-unknown-constraint';
import { rule as deliveryErrorNotChecked } from './delivery-error-not-checked';
import { rule as dependencyCycle } from './dependency-cycle';
import { rule as deploymentFlowMismatch } from './deployment-flow-mismatch';
import { rule as deprecatedModelReference } from './deprecated-model-reference';
import { rule as descriptionInconsistent } from './description-inconsistent';
import { rule as dispatchInvalid } from './dispatch-invalid';
import { rule as documentedColumnMissing } from './documented-column-missing';
import { rule as dqdlInvalid } from './dqdl-invalid';
import { rule as druidInvalid } from './druid-invalid';
import { rule as duplicateColumnEntry } from './duplicate-column-entry';
import { rule as duplicateDagId } from './duplicate-dag-id';
import { rule as duplicateNodeEntry } from './duplicate-node-entry';
import { rule as duplicateOutputColumn } from './duplicate-output-column';
import { rule as duplicateResourceName } from './duplicate-resource-name';
import { rule as duplicateTaskDependency } from './duplicate-task-dependency';
import { rule as duplicateTaskId } from './duplicate-task-id';
import { rule as duplicateTest } from './duplicate-test';
import { rule as dynamicStartDate } from './dynamic-start-date';
import { rule as enumValuesUntested } from './enum-values-untested';
import { rule as envReadAtImportTime } from './env-read-at-import-time';
import { rule as exceptionSwallowed } from './exception-swallowed';
import { rule as exposureDependencyNotACall } from './exposure-dependency-not-a-call';
import { rule as exposureOnUnmonitoredSource } from './exposure-on-unmonitored-source';
import { rule as exposureWithoutOwner } from './exposure-without-owner';
import { rule as expressionSyntax } from './expression-syntax';
import { rule as feastInvalid } from './feast-invalid';
import { rule as firehosePartitioning } from './firehose-partitioning';
import { rule as flinkCdcInvalid } from './flink-cdc-invalid';
import { rule as flinkCdcServerId } from './flink-cdc-server-id';
import { rule as flinkTableInvalid } from './flink-table-invalid';
import { rule as flinkTablePractice } from './flink-table-practice';
import { rule as foreignKeyTargetNotACall } from './foreign-key-target-not-a-call';
import { rule as foreignKeyUntested } from './foreign-key-untested';
import { rule as fragileTaskHandoff } from './fragile-task-handoff';
import { rule as freshnessMalformed } from './freshness-malformed';
import { rule as freshnessThresholdsInverted } from './freshness-thresholds-inverted';
import { rule as freshnessUnknownColumn } from './freshness-unknown-column';
import { rule as freshnessWithoutLoadedAt } from './freshness-without-loaded-at';
import { rule as groupByMissing } from './group-by-missing';
import { rule as gxExpectationInvalid } from './gx-expectation-invalid';
import { rule as gxLegacyFormat } from './gx-legacy-format';
import { rule as gxUnknownName } from './gx-unknown-name';
import { rule as hardCodedRelation } from './hard-coded-relation';
import { rule as hardCodedSecret } from './hard-coded-secret';
import { rule as heavyImportInDagFile } from './heavy-import-in-dag-file';
import { rule as imageNotPinned } from './image-not-pinned';
import { rule as imageWithoutVersion } from './image-without-version';
import { rule as implicitCatchup } from './implicit-catchup';
import { rule as implicitMultipleOutputs } from './implicit-multiple-outputs';
import { rule as incrementalKeyUntested } from './incremental-key-untested';
import { rule as incrementalLoadWithoutKey } from './incremental-load-without-key';
import { rule as incrementalWithoutUniqueKey } from './incremental-without-unique-key';
import { rule as infrastructureLimit } from './infrastructure-limit';
import { rule as infrastructureNoBackup } from './infrastructure-no-backup';
import { rule as infrastructureNoLogs } from './infrastructure-no-logs';
import { rule as infrastructurePublic } from './infrastructure-public';
import { rule as infrastructureUnencrypted } from './infrastructure-unencrypted';
import { rule as infrastructureUnprotected } from './infrastructure-unprotected';
import { rule as inplaceArgument } from './inplace-argument';
import { rule as insertColumnCount } from './insert-column-count';
import { rule as insertNotIdempotent } from './insert-not-idempotent';
import { rule as interpolatedSql } from './interpolated-sql';
import { rule as invalidAssetDefinition } from './invalid-asset-definition';
import { rule as invalidAssetKey } from './invalid-asset-key';
import { rule as invalidCron } from './invalid-cron';
import { rule as invalidEnumValue } from './invalid-enum-value';
import { rule as invalidSchedule } from './invalid-schedule';
import { rule as invalidSetting } from './invalid-setting';
import { rule as invalidTaskId } from './invalid-task-id';
import { rule as ioAtParseTime } from './io-at-parse-time';
import { rule as isolatedTask } from './isolated-task';
import { rule as jinjaDeprecatedMember } from './jinja-deprecated-member';
import { rule as jinjaReturnOutsideMacro } from './jinja-return-outside-macro';
import { rule as jinjaSyntax } from './jinja-syntax';
import { rule as jinjaUnexpectedBlock } from './jinja-unexpected-block';
import { rule as jinjaUnknownFilter } from './jinja-unknown-filter';
import { rule as jobSelectsNothing } from './job-selects-nothing';
import { rule as joinTypeMismatch } from './join-type-mismatch';
import { rule as joinWithoutCondition } from './join-without-condition';
import { rule as jsonSchemaInvalid } from './json-schema-invalid';
import { rule as kafkaAcks } from './kafka-acks';
import { rule as kafkaConsumersAbovePartitions } from './kafka-consumers-above-partitions';
import { rule as kafkaInvalidSetting } from './kafka-invalid-setting';
import { rule as kafkaMinInsyncReplicas } from './kafka-min-insync-replicas';
import { rule as kafkaSingleReplica } from './kafka-single-replica';
import { rule as kafkaStreamsCopartitioning } from './kafka-streams-copartitioning';
import { rule as kafkaStreamsPractice } from './kafka-streams-practice';
import { rule as kafkaTopicCollision } from './kafka-topic-collision';
import { rule as kafkaTopicName } from './kafka-topic-name';
import { rule as kafkaTopicUndeclared } from './kafka-topic-undeclared';
import { rule as kafkaUncleanElection } from './kafka-unclean-election';
import { rule as kafkaUnknownSetting } from './kafka-unknown-setting';
import { rule as keyBothPlaces } from './key-both-places';
import { rule as keyUntested } from './key-untested';
import { rule as ksqldbSourceInvalid } from './ksqldb-source-invalid';
import { rule as lakeTableInvalid } from './lake-table-invalid';
import { rule as layering } from './layering';
import { rule as legacyAssetArgument } from './legacy-asset-argument';
import { rule as legacyCliInJobs } from './legacy-cli-in-jobs';
import { rule as legacyComponentFile } from './legacy-component-file';
import { rule as legacyTempTable } from './legacy-temp-table';
import { rule as listToListDependency } from './list-to-list-dependency';
import { rule as longTestName } from './long-test-name';
import { rule as macroArguments } from './macro-arguments';
import { rule as macroDocMismatch } from './macro-doc-mismatch';
import { rule as manyDagsInOneFile } from './many-dags-in-one-file';
import { rule as maskingPolicyUnknown } from './masking-policy-unknown';
import { rule as materializationAdvice } from './materialization-advice';
import { rule as meltanoInvalid } from './meltano-invalid';
import { rule as meltanoUnknownPlugin } from './meltano-unknown-plugin';
import { rule as mergeWithoutKey } from './merge-without-key';
import { rule as microbatchConfigInvalid } from './microbatch-config-invalid';
import { rule as migrationBreaksReaders } from './migration-breaks-readers';
import { rule as migrationLocksTable } from './migration-locks-table';
import { rule as migrationNarrowsType } from './migration-narrows-type';
import { rule as migrationNotNullWithoutDefault } from './migration-not-null-without-default';
import { rule as migrationVersionDuplicate } from './migration-version-duplicate';
import { rule as missingPlusPrefix } from './missing-plus-prefix';
import { rule as missingProperty } from './missing-property';
import { rule as missingTestArgument } from './missing-test-argument';
import { rule as mixedDependencyDirections } from './mixed-dependency-directions';
import { rule as modelVersionInvalid } from './model-version-invalid';
import { rule as modelWithoutYaml } from './model-without-yaml';
import { rule as movedAirflowImport } from './moved-airflow-import';
import { rule as mysqlBinlogUnfit } from './mysql-binlog-unfit';
import { rule as mysqlTableInvalid } from './mysql-table-invalid';
import { rule as naiveStartDate } from './naive-start-date';
import { rule as nameConvention } from './name-convention';
import { rule as nameTypeConvention } from './name-type-convention';
import { rule as networkAssetWithoutRetries } from './network-asset-without-retries';
import { rule as notInNullable } from './not-in-nullable';
import { rule as notNullOnOuterJoin } from './not-null-on-outer-join';
import { rule as odcsEmbeddedRuleInvalid } from './odcs-embedded-rule-invalid';
import { rule as odcsLegacyKey } from './odcs-legacy-key';
import { rule as odcsQualityInvalid } from './odcs-quality-invalid';
import { rule as odcsShape } from './odcs-shape';
import { rule as odcsUnknownReference } from './odcs-unknown-reference';
import { rule as offsetResetUnset } from './offset-reset-unset';
import { rule as outputWithoutFallback } from './output-without-fallback';
import { rule as overwriteReplacesPartitions } from './overwrite-replaces-partitions';
import { rule as ownerMissing } from './owner-missing';
import { rule as packageRedirect } from './package-redirect';
import { rule as packageUnpinned } from './package-unpinned';
import { rule as packagesNotInstalled } from './packages-not-installed';
import { rule as partitionKeyIgnored } from './partition-key-ignored';
import { rule as personalDataKeptForever } from './personal-data-kept-forever';
import { rule as piiColumnUntagged } from './pii-column-untagged';
import { rule as piiGrantedWidely } from './pii-granted-widely';
import { rule as piiInBucket } from './pii-in-bucket';
import { rule as piiInExposure } from './pii-in-exposure';
import { rule as piiInLog } from './pii-in-log';
import { rule as piiInPublicModel } from './pii-in-public-model';
import { rule as piiInSeed } from './pii-in-seed';
import { rule as piiKeptInTopic } from './pii-kept-in-topic';
import { rule as piiReachesUntaggedColumn } from './pii-reaches-untagged-column';
import { rule as piiWithoutRetention } from './pii-without-retention';
import { rule as pipelineJobLimits } from './pipeline-job-limits';
import { rule as plaintextCredentials } from './plaintext-credentials';
import { rule as postgresReplicationInvalid } from './postgres-replication-invalid';
import { rule as primaryKeyConstraintInvalid } from './primary-key-constraint-invalid';
import { rule as printNotLogged } from './print-not-logged';
import { rule as producerNotDurable } from './producer-not-durable';
import { rule as producerNotFlushed } from './producer-not-flushed';
import { rule as profileTargetUnknown } from './profile-target-unknown';
import { rule as profileUnknown } from './profile-unknown';
import { rule as promiseNotMonitored } from './promise-not-monitored';
import { rule as propertyMovedToConfig } from './property-moved-to-config';
import { rule as protobufInvalid } from './protobuf-invalid';
import { rule as publicEphemeralModel } from './public-ephemeral-model';
import { rule as publicModelWithoutContract } from './public-model-without-contract';
import { rule as pulsarInvalid } from './pulsar-invalid';
import { rule as pythonCallableIsCalled } from './python-callable-is-called';
import { rule as pythonModelInvalid } from './python-model-invalid';
import { rule as pythonUdf } from './python-udf';
import { rule as readWithoutSchema } from './read-without-schema';
import { rule as redisInvalid } from './redis-invalid';
import { rule as redisKeepsNothing } from './redis-keeps-nothing';
import { rule as redisMayEvictStreams } from './redis-may-evict-streams';
import { rule as redpandaConnectInvalid } from './redpanda-connect-invalid';
import { rule as redshiftTableInvalid } from './redshift-table-invalid';
import { rule as redshiftTablePractice } from './redshift-table-practice';
import { rule as refArguments } from './ref-arguments';
import { rule as refNotAllowed } from './ref-not-allowed';
import { rule as removedAirflowArgument } from './removed-airflow-argument';
import { rule as removedFrameAppend } from './removed-frame-append';
import { rule as removedPackageMember } from './removed-package-member';
import { rule as removedProvideContext } from './removed-provide-context';
import { rule as removedScheduleInterval } from './removed-schedule-interval';
import { rule as removedSubdagOperator } from './removed-subdag-operator';
import { rule as removedTemplateVariable } from './removed-template-variable';
import { rule as replicationAboveBrokers } from './replication-above-brokers';
import { rule as requestWithoutTimeout } from './request-without-timeout';
import { rule as requiredMetaMissing } from './required-meta-missing';
import { rule as requiredTestByPattern } from './required-test-by-pattern';
import { rule as requiredVarMissing } from './required-var-missing';
import { rule as resourceNameInvalid } from './resource-name-invalid';
import { rule as resourceUndocumented } from './resource-undocumented';
import { rule as resourceUntested } from './resource-untested';
import { rule as riskyChange } from './risky-change';
import { rule as rowIteration } from './row-iteration';
import { rule as runtimeValueInConstructor } from './runtime-value-in-constructor';
import { rule as scheduleWithoutTimezone } from './schedule-without-timezone';
import { rule as schemaIncompatible } from './schema-incompatible';
import { rule as scriptPathReadAsTemplate } from './script-path-read-as-template';
import { rule as secretEnvVarMisplaced } from './secret-env-var-misplaced';
import { rule as secretInCode } from './secret-in-code';
import { rule as secretInFile } from './secret-in-file';
import { rule as secretInYaml } from './secret-in-yaml';
import { rule as selectStarAtContractBoundary } from './select-star-at-contract-boundary';
import { rule as selectStarFromPii } from './select-star-from-pii';
import { rule as selectStarInCode } from './select-star-in-code';
import { rule as selectorInvalid } from './selector-invalid';
import { rule as selectorUnknown } from './selector-unknown';
import { rule as semanticLegacySpec } from './semantic-legacy-spec';
import { rule as semanticModelInvalid } from './semantic-model-invalid';
import { rule as semanticUnknownMember } from './semantic-unknown-member';
import { rule as sensorHoldsWorkerSlot } from './sensor-holds-worker-slot';
import { rule as sensorWithoutTimeout } from './sensor-without-timeout';
import { rule as serverlessWithClusters } from './serverless-with-clusters';
import { rule as setOperationColumnCount } from './set-operation-column-count';
import { rule as settingInTwoFiles } from './setting-in-two-files';
import { rule as showInJob } from './show-in-job';
import { rule as singerCatalogInvalid } from './singer-catalog-invalid';
import { rule as singlePartitionWrite } from './single-partition-write';
import { rule as sinkWithoutAcknowledgements } from './sink-without-acknowledgements';
import { rule as slaShorterThanSchedule } from './sla-shorter-than-schedule';
import { rule as slaUnknownNameOrUnit } from './sla-unknown-name-or-unit';
import { rule as slingInvalid } from './sling-invalid';
import { rule as snapshotConfigInvalid } from './snapshot-config-invalid';
import { rule as snapshotKeyMissing } from './snapshot-key-missing';
import { rule as snowflakeObjectInvalid } from './snowflake-object-invalid';
import { rule as snowflakeObjectPractice } from './snowflake-object-practice';
import { rule as snowflakeTaskInvalid } from './snowflake-task-invalid';
import { rule as sodaCheckSyntax } from './soda-check-syntax';
import { rule as sodaContractInvalid } from './soda-contract-invalid';
import { rule as sodaUnknownName } from './soda-unknown-name';
import { rule as sourceOverrides } from './source-overrides';
import { rule as sourceWithoutFreshness } from './source-without-freshness';
import { rule as sparkDefaultsInvalid } from './spark-defaults-invalid';
import { rule as sparkPipelineInvalid } from './spark-pipeline-invalid';
import { rule as springBindingUnused } from './spring-binding-unused';
import { rule as springBindingWithoutGroup } from './spring-binding-without-group';
import { rule as sqlSyntax } from './sql-syntax';
import { rule as sqlmeshModelInvalid } from './sqlmesh-model-invalid';
import { rule as sqlmeshUnknownAudit } from './sqlmesh-unknown-audit';
import { rule as statefulServiceWithoutVolume } from './stateful-service-without-volume';
import { rule as statementWithoutWhere } from './statement-without-where';
import { rule as streamWithoutCheckpoint } from './stream-without-checkpoint';
import { rule as streamingDuplicateKey } from './streaming-duplicate-key';
import { rule as streamingJsonSyntax } from './streaming-json-syntax';
import { rule as streamingSecret } from './streaming-secret';
import { rule as strimziConnectorsOff } from './strimzi-connectors-off';
import { rule as strimziLabelMissing } from './strimzi-label-missing';
import { rule as strimziOldVersion } from './strimzi-old-version';
import { rule as strimziReservedSetting } from './strimzi-reserved-setting';
import { rule as tableColumnDuplicate } from './table-column-duplicate';
import { rule as tableExistsAlready } from './table-exists-already';
import { rule as taskDependencyCycle } from './task-dependency-cycle';
import { rule as taskVariableNameDiffers } from './task-variable-name-differs';
import { rule as taskWithoutRetries } from './task-without-retries';
import { rule as taskWithoutTimeout } from './task-without-timeout';
import { rule as terraformDuplicate } from './terraform-duplicate';
import { rule as terraformModuleCall } from './terraform-module-call';
import { rule as terraformSyntax } from './terraform-syntax';
import { rule as terraformUndeclared } from './terraform-undeclared';
import { rule as testArgumentsStyle } from './test-arguments-style';
import { rule as testAtWrongLevel } from './test-at-wrong-level';
import { rule as testConfigAsArgument } from './test-config-as-argument';
import { rule as testConfigMacro } from './test-config-macro';
import { rule as testEntryMalformed } from './test-entry-malformed';
import { rule as testNeverFails } from './test-never-fails';
import { rule as testPackageMissing } from './test-package-missing';
import { rule as testScansLargeTable } from './test-scans-large-table';
import { rule as testsAndDataTests } from './tests-and-data-tests';
import { rule as testsKeyRenamed } from './tests-key-renamed';
import { rule as timeSpineInvalid } from './time-spine-invalid';
import { rule as unitTestInvalid } from './unit-test-invalid';
import { rule as unknownAssetKey } from './unknown-asset-key';
import { rule as unknownColumn } from './unknown-column';
import { rule as unknownColumnInCheck } from './unknown-column-in-check';
import { rule as unknownColumnInTest } from './unknown-column-in-test';
import { rule as unknownDocBlock } from './unknown-doc-block';
import { rule as unknownExternalDag } from './unknown-external-dag';
import { rule as unknownGroup } from './unknown-group';
import { rule as unknownJob } from './unknown-job';
import { rule as unknownMacro } from './unknown-macro';
import { rule as unknownMaterialization } from './unknown-materialization';
import { rule as unknownProperty } from './unknown-property';
import { rule as unknownRef } from './unknown-ref';
import { rule as unknownRule } from './unknown-rule';
import { rule as unknownSchemaType } from './unknown-schema-type';
import { rule as unknownSource } from './unknown-source';
import { rule as unknownSuppression } from './unknown-suppression';
import { rule as unknownTable } from './unknown-table';
import { rule as unknownTableColumn } from './unknown-table-column';
import { rule as unknownTest } from './unknown-test';
import { rule as unknownTestArgument } from './unknown-test-argument';
import { rule as unknownXcomTask } from './unknown-xcom-task';
import { rule as unpinnedRefNewVersion } from './unpinned-ref-new-version';
import { rule as unresolvedFuture } from './unresolved-future';
import { rule as unusedCte } from './unused-cte';
import { rule as unusedMacro } from './unused-macro';
import { rule as unusedSource } from './unused-source';
import { rule as unusedSuppression } from './unused-suppression';
import { rule as variableReadAtParseTime } from './variable-read-at-parse-time';
import { rule as vectorInvalid } from './vector-invalid';
import { rule as vectorUnknownInput } from './vector-unknown-input';
import { rule as versionRangeInvalid } from './version-range-invalid';
import { rule as wallClockInTask } from './wall-clock-in-task';
import { rule as writeWithoutMode } from './write-without-mode';
import { rule as wrongType } from './wrong-type';
import { rule as xcomPullInTemplate } from './xcom-pull-in-template';
import { rule as xmlSyntax } from './xml-syntax';
import { rule as yamlAmbiguousScalar } from './yaml-ambiguous-scalar';
import { rule as yamlDuplicateKey } from './yaml-duplicate-key';
import { rule as yamlEntryWithoutNode } from './yaml-entry-without-node';
import { rule as yamlSyntax } from './yaml-syntax';
import { rule as yamlTab } from './yaml-tab';
import { rule as yamlUnquotedJinja } from './yaml-unquoted-jinja';
import { rule as yamlUnquotedOperator } from './yaml-unquoted-operator';

export const rules: readonly Rule[] = [
  acceptedValuesOutOfDate,
  acceptedValuesType,
  advertisedListenerUnreachable,
  airbyteCatalogInvalid,
  airbyteManifestInvalid,
  airflowSlaRemoved,
  ambiguousAlias,
  ambiguousColumn,
  ambiguousRef,
  appendMayDuplicate,
  assetDependencyCycle,
  assetMetadataMissing,
  assetWithoutGroup,
  autoCommitBeforeProcessing,
  avroDefaultOrder,
  avroInvalid,
  avroLogicalType,
  bareCallInBraces,
  bigqueryTableInvalid,
  blockingCallInAsyncFlow,
  branchJoinSkipped,
  branchUsedAsShortCircuit,
  breakingChange,
  cacheWithoutUnpersist,
  capturedTableWithoutKey,
  cartesianJoin,
  chainLengthMismatch,
  chainedAssignment,
  classificationConflict,
  clickhouseTableInvalid,
  clickhouseTablePractice,
  cloudformationUndeclared,
  collectToDriver,
  columnAddedInLoop,
  columnNotDocumented,
  columnUndocumented,
  composeUnknownName,
  concurrentIndexInTransaction,
  configMalformed,
  configPathUnused,
  connectConflictingSettings,
  connectDeadLetterQueue,
  connectDuplicateAlias,
  connectErrorsWithoutTrace,
  connectInvalidValue,
  connectLogsRecords,
  connectMissingSetting,
  connectSchemalessConverter,
  connectSharedResource,
  connectTasksMissing,
  connectTasksUnused,
  connectTransformClass,
  connectUnknownClass,
  connectUnknownSetting,
  constraintNotSupported,
  constraintUnknownColumn,
  consumerNotClosed,
  consumerWithoutDeadLetter,
  contractColumnsMismatch,
  contractIncomplete,
  contractModelDrift,
  contractOnSchemaChange,
  contractTypeMismatch,
  countComparedWithZero,
  csvWithoutDtype,
  customKey,
  dagMetadataMissing,
  dagWithoutContextManager,
  dagWithoutFailureAlert,
  dagWithoutSchedule,
  dagWithoutStartDate,
  dagsterLegacyFreshness,
  daskInvalid,
  databricksBundleInvalid,
  dataformConfigInvalid,
  dataformUnknownRef,
  dataframeToRdd,
  dbtProjectKeyRenamed,
  debeziumHeartbeatMissing,
  debeziumLosesEvents,
  debeziumPublicationAllTables,
  debeziumRenamedSetting,
  deequUnknownConstraint,
  deliveryErrorNotChecked,
  dependencyCycle,
  deploymentFlowMismatch,
  deprecatedModelReference,
  descriptionInconsistent,
  dispatchInvalid,
  documentedColumnMissing,
  dqdlInvalid,
  druidInvalid,
  duplicateColumnEntry,
  duplicateDagId,
  duplicateNodeEntry,
  duplicateOutputColumn,
  duplicateResourceName,
  duplicateTaskDependency,
  duplicateTaskId,
  duplicateTest,
  dynamicStartDate,
  enumValuesUntested,
  envReadAtImportTime,
  exceptionSwallowed,
  exposureDependencyNotACall,
  exposureOnUnmonitoredSource,
  exposureWithoutOwner,
  expressionSyntax,
  feastInvalid,
  firehosePartitioning,
  flinkCdcInvalid,
  flinkCdcServerId,
  flinkTableInvalid,
  flinkTablePractice,
  foreignKeyTargetNotACall,
  foreignKeyUntested,
  fragileTaskHandoff,
  freshnessMalformed,
  freshnessThresholdsInverted,
  freshnessUnknownColumn,
  freshnessWithoutLoadedAt,
  groupByMissing,
  gxExpectationInvalid,
  gxLegacyFormat,
  gxUnknownName,
  hardCodedRelation,
  hardCodedSecret,
  heavyImportInDagFile,
  imageNotPinned,
  imageWithoutVersion,
  implicitCatchup,
  implicitMultipleOutputs,
  incrementalKeyUntested,
  incrementalLoadWithoutKey,
  incrementalWithoutUniqueKey,
  infrastructureLimit,
  infrastructureNoBackup,
  infrastructureNoLogs,
  infrastructurePublic,
  infrastructureUnencrypted,
  infrastructureUnprotected,
  inplaceArgument,
  insertColumnCount,
  insertNotIdempotent,
  interpolatedSql,
  invalidAssetDefinition,
  invalidAssetKey,
  invalidCron,
  invalidEnumValue,
  invalidSchedule,
  invalidSetting,
  invalidTaskId,
  ioAtParseTime,
  isolatedTask,
  jinjaDeprecatedMember,
  jinjaReturnOutsideMacro,
  jinjaSyntax,
  jinjaUnexpectedBlock,
  jinjaUnknownFilter,
  jobSelectsNothing,
  joinTypeMismatch,
  joinWithoutCondition,
  jsonSchemaInvalid,
  kafkaAcks,
  kafkaConsumersAbovePartitions,
  kafkaInvalidSetting,
  kafkaMinInsyncReplicas,
  kafkaSingleReplica,
  kafkaStreamsCopartitioning,
  kafkaStreamsPractice,
  kafkaTopicCollision,
  kafkaTopicName,
  kafkaTopicUndeclared,
  kafkaUncleanElection,
  kafkaUnknownSetting,
  keyBothPlaces,
  keyUntested,
  ksqldbSourceInvalid,
  lakeTableInvalid,
  layering,
  legacyAssetArgument,
  legacyCliInJobs,
  legacyComponentFile,
  legacyTempTable,
  listToListDependency,
  longTestName,
  macroArguments,
  macroDocMismatch,
  manyDagsInOneFile,
  maskingPolicyUnknown,
  materializationAdvice,
  meltanoInvalid,
  meltanoUnknownPlugin,
  mergeWithoutKey,
  microbatchConfigInvalid,
  migrationBreaksReaders,
  migrationLocksTable,
  migrationNarrowsType,
  migrationNotNullWithoutDefault,
  migrationVersionDuplicate,
  missingPlusPrefix,
  missingProperty,
  missingTestArgument,
  mixedDependencyDirections,
  modelVersionInvalid,
  modelWithoutYaml,
  movedAirflowImport,
  mysqlBinlogUnfit,
  mysqlTableInvalid,
  naiveStartDate,
  nameConvention,
  nameTypeConvention,
  networkAssetWithoutRetries,
  notInNullable,
  notNullOnOuterJoin,
  odcsEmbeddedRuleInvalid,
  odcsLegacyKey,
  odcsQualityInvalid,
  odcsShape,
  odcsUnknownReference,
  offsetResetUnset,
  outputWithoutFallback,
  overwriteReplacesPartitions,
  ownerMissing,
  packageRedirect,
  packageUnpinned,
  packagesNotInstalled,
  partitionKeyIgnored,
  personalDataKeptForever,
  piiColumnUntagged,
  piiGrantedWidely,
  piiInBucket,
  piiInExposure,
  piiInLog,
  piiInPublicModel,
  piiInSeed,
  piiKeptInTopic,
  piiReachesUntaggedColumn,
  piiWithoutRetention,
  pipelineJobLimits,
  plaintextCredentials,
  postgresReplicationInvalid,
  primaryKeyConstraintInvalid,
  printNotLogged,
  producerNotDurable,
  producerNotFlushed,
  profileTargetUnknown,
  profileUnknown,
  promiseNotMonitored,
  propertyMovedToConfig,
  protobufInvalid,
  publicEphemeralModel,
  publicModelWithoutContract,
  pulsarInvalid,
  pythonCallableIsCalled,
  pythonModelInvalid,
  pythonUdf,
  readWithoutSchema,
  redisInvalid,
  redisKeepsNothing,
  redisMayEvictStreams,
  redpandaConnectInvalid,
  redshiftTableInvalid,
  redshiftTablePractice,
  refArguments,
  refNotAllowed,
  removedAirflowArgument,
  removedFrameAppend,
  removedPackageMember,
  removedProvideContext,
  removedScheduleInterval,
  removedSubdagOperator,
  removedTemplateVariable,
  replicationAboveBrokers,
  requestWithoutTimeout,
  requiredMetaMissing,
  requiredTestByPattern,
  requiredVarMissing,
  resourceNameInvalid,
  resourceUndocumented,
  resourceUntested,
  riskyChange,
  rowIteration,
  runtimeValueInConstructor,
  scheduleWithoutTimezone,
  schemaIncompatible,
  scriptPathReadAsTemplate,
  secretEnvVarMisplaced,
  secretInCode,
  secretInFile,
  secretInYaml,
  selectStarAtContractBoundary,
  selectStarFromPii,
  selectStarInCode,
  selectorInvalid,
  selectorUnknown,
  semanticLegacySpec,
  semanticModelInvalid,
  semanticUnknownMember,
  sensorHoldsWorkerSlot,
  sensorWithoutTimeout,
  serverlessWithClusters,
  setOperationColumnCount,
  settingInTwoFiles,
  showInJob,
  singerCatalogInvalid,
  singlePartitionWrite,
  sinkWithoutAcknowledgements,
  slaShorterThanSchedule,
  slaUnknownNameOrUnit,
  slingInvalid,
  snapshotConfigInvalid,
  snapshotKeyMissing,
  snowflakeObjectInvalid,
  snowflakeObjectPractice,
  snowflakeTaskInvalid,
  sodaCheckSyntax,
  sodaContractInvalid,
  sodaUnknownName,
  sourceOverrides,
  sourceWithoutFreshness,
  sparkDefaultsInvalid,
  sparkPipelineInvalid,
  springBindingUnused,
  springBindingWithoutGroup,
  sqlSyntax,
  sqlmeshModelInvalid,
  sqlmeshUnknownAudit,
  statefulServiceWithoutVolume,
  statementWithoutWhere,
  streamWithoutCheckpoint,
  streamingDuplicateKey,
  streamingJsonSyntax,
  streamingSecret,
  strimziConnectorsOff,
  strimziLabelMissing,
  strimziOldVersion,
  strimziReservedSetting,
  tableColumnDuplicate,
  tableExistsAlready,
  taskDependencyCycle,
  taskVariableNameDiffers,
  taskWithoutRetries,
  taskWithoutTimeout,
  terraformDuplicate,
  terraformModuleCall,
  terraformSyntax,
  terraformUndeclared,
  testArgumentsStyle,
  testAtWrongLevel,
  testConfigAsArgument,
  testConfigMacro,
  testEntryMalformed,
  testNeverFails,
  testPackageMissing,
  testScansLargeTable,
  testsAndDataTests,
  testsKeyRenamed,
  timeSpineInvalid,
  unitTestInvalid,
  unknownAssetKey,
  unknownColumn,
  unknownColumnInCheck,
  unknownColumnInTest,
  unknownDocBlock,
  unknownExternalDag,
  unknownGroup,
  unknownJob,
  unknownMacro,
  unknownMaterialization,
  unknownProperty,
  unknownRef,
  unknownRule,
  unknownSchemaType,
  unknownSource,
  unknownSuppression,
  unknownTable,
  unknownTableColumn,
  unknownTest,
  unknownTestArgument,
  unknownXcomTask,
  unpinnedRefNewVersion,
  unresolvedFuture,
  unusedCte,
  unusedMacro,
  unusedSource,
  unusedSuppression,
  variableReadAtParseTime,
  vectorInvalid,
  vectorUnknownInput,
  versionRangeInvalid,
  wallClockInTask,
  writeWithoutMode,
  wrongType,
  xcomPullInTemplate,
  xmlSyntax,
  yamlAmbiguousScalar,
  yamlDuplicateKey,
  yamlEntryWithoutNode,
  yamlSyntax,
  yamlTab,
  yamlUnquotedJinja,
  yamlUnquotedOperator,
];
