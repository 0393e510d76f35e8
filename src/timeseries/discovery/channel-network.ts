import type { Generator } from '../../probability/streams/generator.js'

/** What a network learns from: standardised inputs, channel by channel, and a standardised target. */
export interface NetworkData {
  /** n × (channels · lags) row-major: channel 0's lags first. */
  readonly inputs: Float64Array
  readonly target: Float64Array
  readonly n: number
  readonly channels: number
  readonly lags: number
}

/** One hidden layer with softsign units: y = c + Σ v_h s(b_h + w_h · x), s(a) = a / (1 + |a|). */
export interface Network {
  readonly hidden: number
  /** hidden × inputs weights, hidden biases, hidden output weights, one output bias, one after the other. */
  readonly parameters: Float64Array
}

/** How much weights cost. */
export interface Prices {
  /** Of the norm of all weights of a channel, one a channel. */
  readonly group: Float64Array
  /** Of half the squares of all weights. */
  readonly ridge: number
}

/** Small random weights, drawn channel by channel from a stream of each. */
export function startNetwork(hidden: number, channels: number, lags: number, streams: readonly Generator[]): Network {
  const k = channels * lags
  const parameters = new Float64Array(hidden * k + 2 * hidden + 1)
  const size = 1 / Math.sqrt(k)
  for (let c = 0; c < channels; c++) {
    for (let h = 0; h < hidden; h++) {
      for (let l = 0; l < lags; l++) parameters[h * k + c * lags + l] = size * (2 * streams[c]!.uniform() - 1)
    }
  }
  const own = streams[channels]!
  for (let h = 0; h < 2 * hidden; h++) parameters[hidden * k + h] = own.uniform() - 0.5
  return { hidden, parameters }
}

/** Half the mean squared error plus the ridge, on rows `from` … `to` − 1; its gradient is written where there is room for it. */
export function networkLoss(
  { inputs, target, channels, lags }: NetworkData,
  { hidden, parameters }: Network,
  ridge: number,
  from: number,
  to: number,
  gradient: Float64Array | null,
): number {
  const k = channels * lags
  const [bias, output] = [hidden * k, hidden * k + hidden]
  const last = output + hidden
  const m = to - from
  gradient?.fill(0)
  const inside = new Float64Array(hidden)
  let loss = 0
  for (let t = from; t < to; t++) {
    const row = t * k
    let value = parameters[last]!
    for (let h = 0; h < hidden; h++) {
      let a = parameters[bias + h]!
      const start = h * k
      for (let i = 0; i < k; i++) a += parameters[start + i]! * inputs[row + i]!
      inside[h] = a
      value += (parameters[output + h]! * a) / (1 + Math.abs(a))
    }
    const error = value - target[t]!
    loss += error * error
    if (gradient === null) continue
    const pull = error / m
    gradient[last]! += pull
    for (let h = 0; h < hidden; h++) {
      const scale = 1 / (1 + Math.abs(inside[h]!))
      gradient[output + h]! += pull * inside[h]! * scale
      const through = pull * parameters[output + h]! * scale * scale
      gradient[bias + h]! += through
      const start = h * k
      for (let i = 0; i < k; i++) gradient[start + i]! += through * inputs[row + i]!
    }
  }
  let cost = loss / (2 * m)
  for (let i = 0; i < last; i++) {
    if (i >= bias && i < output) continue
    cost += 0.5 * ridge * parameters[i]! ** 2
    if (gradient !== null) gradient[i]! += ridge * parameters[i]!
  }
  return cost
}

/** The norm of the weights of each channel. */
export function channelNorms({ hidden, parameters }: Network, channels: number, lags: number): Float64Array {
  const k = channels * lags
  return Float64Array.from({ length: channels }, (_, c) => {
    let square = 0
    for (let h = 0; h < hidden; h++) for (let l = 0; l < lags; l++) square += parameters[h * k + c * lags + l]! ** 2
    return Math.sqrt(square)
  })
}

/**
 * Proximal gradient steps (Tank et al. 2022, section 4) from where the network stands: a gradient step of the smooth part, then each channel's
 * weights shrunk as a block. Step lengths by Barzilai and Borwein, halved until the objective does not rise.
 */
export function descend(
  data: NetworkData,
  network: Network,
  prices: Prices,
  to: number,
  { steps, tolerance }: { readonly steps: number; readonly tolerance: number },
): Network {
  const { channels, lags } = data
  const { hidden } = network
  let x = network.parameters
  let gradient = new Float64Array(x.length)
  let smooth = networkLoss(data, network, prices.ridge, 0, to, gradient)
  let value = smooth + groupCost(network, prices, channels, lags)
  let length = 1
  for (let step = 0; step < steps; step++) {
    let next: Network = network
    let after = Number.POSITIVE_INFINITY
    const fresh = new Float64Array(x.length)
    for (let halved = 0; halved < 30; halved++, length /= 2) {
      const moved = x.map((v, i) => v - length * gradient[i]!)
      next = { hidden, parameters: moved }
      shrink(next, prices, channels, lags, length)
      smooth = networkLoss(data, next, prices.ridge, 0, to, fresh)
      after = smooth + groupCost(next, prices, channels, lags)
      if (after <= value) break
    }
    if (!(after < value)) return { hidden, parameters: x }
    let [across, square] = [0, 0]
    for (let i = 0; i < x.length; i++) {
      const s = next.parameters[i]! - x[i]!
      across += s * (fresh[i]! - gradient[i]!)
      square += s * s
    }
    const gained = value - after
    x = next.parameters
    gradient = fresh
    value = after
    if (gained <= tolerance * value) break
    length = across > 0 ? Math.min(100, square / across) : Math.min(100, 2 * length)
  }
  return { hidden, parameters: x }
}

function groupCost(network: Network, { group }: Prices, channels: number, lags: number): number {
  return channelNorms(network, channels, lags).reduce((sum, norm, c) => sum + group[c]! * norm, 0)
}

/** Each channel's weights times max(0, 1 − price · length / norm). */
function shrink(network: Network, { group }: Prices, channels: number, lags: number, length: number): void {
  const { hidden, parameters } = network
  const k = channels * lags
  for (const [c, norm] of channelNorms(network, channels, lags).entries()) {
    const cut = group[c]! * length
    if (cut === 0) continue
    const factor = norm > cut ? 1 - cut / norm : 0
    for (let h = 0; h < hidden; h++) for (let l = 0; l < lags; l++) parameters[h * k + c * lags + l]! *= factor
  }
}
