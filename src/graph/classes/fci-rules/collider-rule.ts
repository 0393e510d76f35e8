import { eachUnshielded } from '../../core/unshielded.js'
import { ARROW } from '../../kinds/marks.js'
import type { Marked } from '../marked.js'

/** R0: an arrow at c from both ends of every unshielded triple a, c, b that is a collider. */
export function orientColliders(g: Marked, isCollider: (a: number, c: number, b: number) => boolean): void {
  eachUnshielded(g, (a, c, b, toA, toB) => {
    if (!isCollider(a, c, b)) return
    g.mark[g.twin[toA]!] = ARROW
    g.mark[g.twin[toB]!] = ARROW
  })
}
