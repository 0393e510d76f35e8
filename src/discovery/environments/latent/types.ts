/**
 * A latent variable that all domains share.
 *
 * @category Discovery
 */
export interface LatentCapability {
  /** `L1`, `L2`, … in the first order. */
  readonly name: string
  /** Which row of each domain's unmixing matrix, counted from 0, reads its noise. */
  readonly rows: readonly number[]
  /** One possible row of H: weights of the columns, of length 1. It is fixed up to sign, scale and what `ambiguousWith` says. */
  readonly direction: Float64Array
  /**
   * The latents of which any multiple may be added to `direction` with no trace in any domain: its parents that are parents of all of
   * its children too. Empty: the direction is identified.
   */
  readonly ambiguousWith: readonly string[]
  /** An orthonormal basis of what is identified: the span of its direction and of those it is ambiguous with. */
  readonly identifiedSpan: readonly Float64Array[]
}

/**
 * Latent variables in a causal order, shared by domains in which they influence each other differently.
 *
 * @category Discovery
 */
export interface LatentCapabilities {
  /** The columns of the data, or of the unmixing matrices. */
  readonly columns: readonly string[]
  /** The latents, in the first order. */
  readonly latents: readonly LatentCapability[]
  /** All causal orders that fit as well, causes first, the best first. */
  readonly orders: readonly (readonly string[])[]
  /**
   * The fewest influences among latents with which the first order fits at `tolerance`, as pairs from cause to effect. How strong they
   * are in a domain is not identified wherever `ambiguousWith` is not empty.
   */
  readonly edges: readonly (readonly [string, string])[]
  /** Pairs without an edge that so few domains could not have shown: some choice of H hides any such influence. */
  readonly undecidedEdges: readonly (readonly [string, string])[]
  /**
   * How far the domains are from one shared H: the largest |M − fitted| / |M| of a domain's unmixing matrix (Frobenius norms). 0 is exact;
   * where it is large, nothing else in this record means anything.
   */
  readonly inexactness: number
  /** The same for each domain. */
  readonly inexactnessByDomain: readonly number[]
  /** The least inexactness of an order that is not listed, as far as it was followed; null where all are. */
  readonly nextInexactness: number | null
  /** Other ways to match the domains' rows that fit as well, each as positions in causal order with a row for each domain. */
  readonly otherMatches: readonly (readonly (readonly number[])[])[]
  /** The unmixing matrices that were used, latents × columns, row-major. */
  readonly unmixings: readonly Float64Array[]
  /** The share of the variance within domains that as many principal components as latents hold; null for matrices. */
  readonly varianceKept: number | null
  /** What stands against the answer, in sentences. */
  readonly warnings: readonly string[]
}
