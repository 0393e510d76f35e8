import type { Lesson } from './lesson'
import { chain } from './ten/chain'
import { collider } from './ten/collider'
import { counterfactual } from './ten/counterfactual'
import { fork } from './ten/fork'
import { frontDoor } from './ten/front-door'
import { instrument } from './ten/instrument'
import { mBias } from './ten/m-bias'
import { mediation } from './ten/mediation'
import { selection } from './ten/selection'
import { simpson } from './ten/simpson'

/** The lessons in reading order. */
export const lessons: readonly Lesson[] = [
  chain,
  fork,
  collider,
  mBias,
  frontDoor,
  instrument,
  simpson,
  selection,
  mediation,
  counterfactual,
]
