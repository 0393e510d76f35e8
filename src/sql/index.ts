export { type BootstrapGramsOptions, bootstrapGrams, type GramsBootstrap } from './bootstrap-grams.js'
export { bigQuery } from './dialects/big-query.js'
export { clickHouse } from './dialects/click-house.js'
export { duckdb } from './dialects/duckdb.js'
export { postgres } from './dialects/postgres.js'
export { snowflake } from './dialects/snowflake.js'
export { spark } from './dialects/spark.js'
export { sqlite } from './dialects/sqlite.js'
export { trino } from './dialects/trino.js'
export { type KeyBucketsOptions, keyBuckets } from './key-buckets.js'
export { type CountsSqlOptions, countsSql } from './statements/counts-sql.js'
export { type GramSqlOptions, gramSql } from './statements/gram-sql.js'
export { mergeGrams } from './statements/merge-grams.js'
export { type MomentsSqlOptions, momentsSql } from './statements/moments-sql.js'
export { readCounts } from './statements/read-counts.js'
export { readGrams } from './statements/read-grams.js'
export { readMoments } from './statements/read-moments.js'
export { readSample } from './statements/read-sample.js'
export { type SampleSqlOptions, sampleSql } from './statements/sample-sql.js'
export type {
  CountsStatement,
  Dialect,
  Gram,
  GramGroup,
  GramStatement,
  SampleStatement,
  SqlConditions,
  SqlRow,
  SqlSource,
  SqlText,
} from './types.js'
export { countsFrom } from './warehouse/counts-from.js'
export { type DryRun, type DryRunOptions, type DryStatement, dryRun } from './warehouse/dry-run.js'
export { type FromOptions, from } from './warehouse/from.js'
export { type GramsFromOptions, gramsFrom, type RandomBuckets } from './warehouse/grams-from.js'
export { momentsFrom } from './warehouse/moments-from.js'
export { type SampleFromOptions, sampleFrom } from './warehouse/sample-from.js'
export { together } from './warehouse/together.js'
export type { ColumnKind, RemoteOptions, RemotePart, RemoteProgress, RemoteRows, Warehouse } from './warehouse/types.js'
export { warehouse } from './warehouse/warehouse.js'
