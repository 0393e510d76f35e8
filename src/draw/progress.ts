/**
 * Where the drawing of a picture stands, for the option `onProgress`.
 *
 * @category Drawing
 */
export interface PictureProgress {
  /** `layers` while the nodes are placed, `routes` while edges are led round nodes. */
  readonly stage: 'layers' | 'routes'
  /** Steps of this stage that are done. */
  readonly done: number
  /** Steps of this stage in all. */
  readonly total: number
}

/** Tells the caller where the drawing stands, and stops it when the caller asks for that. */
export type Report = (stage: PictureProgress['stage'], done: number, total: number) => void
