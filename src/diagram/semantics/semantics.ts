import type { IndexedDiagram } from '../terms/indexed.js'
import type { Box } from '../terms/types.js'

/**
 * One way of reading diagrams: what boxes are taken to, and how a whole diagram is put together from its boxes.
 *
 * `B` is what a box may be interpreted by, `R` what a diagram is worth, `O` the options. A semantics is plain data: to
 * read diagrams in a way of your own, write such a record and give it to {@link interpret}.
 *
 * @category Diagrams
 */
export interface Semantics<B, R, O = object> {
  /** Its name, for messages. */
  readonly name: string
  /** What {@link meaningsOf} gives its boxes; without it, a model has no meaning in it. */
  readonly takes?: 'probabilities' | 'log-probabilities' | 'possibilities' | 'linear-gaussian' | 'programs' | 'nothing'
  /**
   * Reads a diagram.
   *
   * @param diagram - the diagram in numbers
   * @param meaningOf - the interpretation of a box; throws where none was given
   * @param options - what {@link interpret} was told besides
   * @param given - all meanings that were given, also of boxes that surgery took out: they may tell what a wire carries
   * @returns what the diagram is worth
   */
  readonly read: (
    diagram: IndexedDiagram,
    meaningOf: (box: Box) => B,
    options: Partial<O>,
    given?: ReadonlyMap<string, B>,
  ) => R
}
