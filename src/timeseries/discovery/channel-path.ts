import { channelNorms, descend, type Network, type NetworkData, networkLoss, type Prices } from './channel-network.js'

/** The network of one target, with the penalty that was chosen. */
export interface ChosenNetwork {
  /** The norm of each channel's weights; 0 where it is left out. */
  readonly norms: Float64Array
  readonly penalty: number
  /** Mean squared error on the steps held out, of the chosen network. */
  readonly error: number
  /** The same of the network that knows its own past alone. */
  readonly ownError: number
}

/** Penalties that are tried, from the least to the most, as shares of the target's standard deviation. */
const penalties = [0.002, 0.005, 0.01, 0.02, 0.035, 0.06, 0.1, 0.17, 0.3, 0.5, 0.8]
/** The penalty of the first, dense fit. */
const least = 1e-3
const ridge = 1e-3

/**
 * From a dense fit upwards in penalty, each from the one before, on the first three quarters of the steps: the largest penalty whose
 * squared error on the last quarter is within one standard error of the least, fitted on to all steps. The price of a channel is the
 * penalty over its share in the dense fit, so that weak channels go first (the adaptive lasso of Zou 2006, by groups).
 *
 * @param own - the channel of the target itself, which costs nothing
 * @param fixed - a penalty that the caller gives, or null
 */
export function networkAlongPath(
  data: NetworkData,
  start: Network,
  own: number,
  fixed: number | null,
  onStep: () => void,
): ChosenNetwork {
  const { n, channels, lags } = data
  const train = Math.floor(0.75 * n)
  const even = { group: Float64Array.from({ length: channels }, (_, c) => (c === own ? 0 : least)), ridge }
  const dense = descend(data, start, even, train, { steps: 200, tolerance: 1e-5 })
  const first = channelNorms(dense, channels, lags)
  const most = first.reduce((largest, norm, c) => (c === own ? largest : Math.max(largest, norm)), 0)
  const priced = (penalty: number) => ({
    group: first.map((norm, c) => (c === own ? 0 : Math.min(1e6, (penalty * most) / norm))),
    ridge,
  })
  const alone = descend(data, withoutOthers(dense, channels, lags, own), priced(1e9), train, {
    steps: 100,
    tolerance: 1e-5,
  })
  const list = fixed === null ? penalties : [...penalties.filter((v) => v < fixed), fixed]
  const tried: Tried[] = []
  let network = dense
  for (const penalty of list) {
    network = descend(data, network, priced(penalty), train, { steps: 60, tolerance: 1e-5 })
    onStep()
    tried.push({ penalty, network, errors: heldOut(data, network, train) })
  }
  tried.push({ penalty: Number.POSITIVE_INFINITY, network: alone, errors: heldOut(data, alone, train) })
  const chosen = fixed === null ? sparsest(tried) : tried.at(-2)!
  // what was left out stays out
  const onlyKept = (found: Network, prices: Prices): Prices => {
    const kept = channelNorms(found, channels, lags)
    return { ...prices, group: prices.group.map((price, c) => (kept[c] === 0 && c !== own ? 1e6 : price)) }
  }
  const whole =
    chosen.penalty === Number.POSITIVE_INFINITY
      ? chosen.network
      : descend(data, chosen.network, onlyKept(chosen.network, priced(chosen.penalty)), n, {
          steps: 60,
          tolerance: 1e-5,
        })
  return {
    norms: channelNorms(whole, channels, lags),
    penalty: chosen.penalty,
    error: meanOf(chosen.errors),
    ownError: meanOf(tried.at(-1)!.errors),
  }
}

interface Tried {
  readonly penalty: number
  readonly network: Network
  readonly errors: Float64Array
}

/** The last whose error is within one standard error (of the difference) of the least. */
function sparsest(tried: readonly Tried[]): Tried {
  const best = tried.reduce((a, b) => (meanOf(b.errors) < meanOf(a.errors) ? b : a))
  const within = tried.filter(({ errors }) => {
    const difference = errors.map((e, t) => e - best.errors[t]!)
    const centre = meanOf(difference)
    const variance = difference.reduce((sum, d) => sum + (d - centre) ** 2, 0) / (difference.length - 1)
    return centre <= Math.sqrt(variance / difference.length)
  })
  return within.at(-1)!
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length
}

/** Squared errors of the steps after the first `train`. */
function heldOut(data: NetworkData, network: Network, train: number): Float64Array {
  return Float64Array.from(
    { length: data.n - train },
    (_, i) => 2 * networkLoss(data, network, 0, train + i, train + i + 1, null),
  )
}

function withoutOthers({ hidden, parameters }: Network, channels: number, lags: number, own: number): Network {
  const k = channels * lags
  return {
    hidden,
    parameters: parameters.map((v, i) => (i < hidden * k && Math.floor((i % k) / lags) !== own ? 0 : v)),
  }
}
