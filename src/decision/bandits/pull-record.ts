/** What was seen so far: a row of nodes for each pull, with its arm. */
export interface PullRecord {
  readonly names: readonly string[]
  /** The position of each lever's node. */
  readonly leverNodes: Int32Array
  /** One column for each node, as long as all pulls. */
  readonly columns: readonly Float64Array[]
  /** The arm of each pull: the sum of 2^k over its levers. */
  readonly arms: Int32Array
}
