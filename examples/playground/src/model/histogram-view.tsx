import type { Histogram } from './histogram'
import { tidy } from './settings'

const width = 320
const height = 120
const foot = 18

/** Rows as they are (filled) and after the interventions (outlined), in the same bins. */
export function HistogramView(props: {
  readonly name: string
  readonly histogram: Histogram
  readonly means: readonly (number | undefined)[]
  readonly setTo: number | undefined
}) {
  const { name, histogram, means, setTo } = props
  const { edges, shares, isBinary } = histogram
  const least = edges[0]!
  const most = edges.at(-1)!
  const x = (value: number): number => ((value - least) / (most - least)) * width
  const tallest = Math.max(...shares.flat(), 1e-9)
  const y = (share: number): number => height - (share / tallest) * (height - 6)
  const [observed, intervened] = shares
  const gap = isBinary ? width / 8 : 0.5
  const half = intervened === undefined ? 1 : 0.5
  const spoken = means
    .map((mean, i) =>
      mean === undefined ? '' : `${i === 0 ? 'mean as it is' : 'after the interventions'} ${tidy(mean)}`,
    )
    .filter((text) => text !== '')
    .join(', ')
  return (
    <svg viewBox={`0 0 ${width} ${height + foot}`} role="img" aria-label={`Distribution of ${name}: ${spoken}`}>
      {observed!.map((share, i) => {
        const from = x(edges[i]!) + gap
        const span = x(edges[i + 1]!) - x(edges[i]!) - 2 * gap
        return (
          <rect
            key={edges[i]}
            class="seen-bar"
            x={from}
            width={Math.max(0.5, isBinary ? span * half : span)}
            y={y(share)}
            height={height - y(share)}
          />
        )
      })}
      {intervened === undefined || setTo !== undefined ? null : isBinary ? (
        intervened.map((share, i) => {
          const span = x(edges[i + 1]!) - x(edges[i]!) - 2 * gap
          return (
            <rect
              key={edges[i]}
              class="done-bar"
              x={x(edges[i]!) + gap + span * half}
              width={span * half}
              y={y(share)}
              height={height - y(share)}
            />
          )
        })
      ) : (
        <path
          class="done-line"
          d={`M0,${height}${intervened.map((share, i) => `V${y(share)}H${x(edges[i + 1]!)}`).join('')}V${height}`}
        />
      )}
      {setTo === undefined ? null : <line class="done-set" x1={x(setTo)} x2={x(setTo)} y1={0} y2={height} />}
      <line class="ground" x1={0} x2={width} y1={height} y2={height} />
      {isBinary ? (
        <>
          <text x={width / 4} y={height + 14} text-anchor="middle">
            no (0)
          </text>
          <text x={(3 * width) / 4} y={height + 14} text-anchor="middle">
            yes (1)
          </text>
        </>
      ) : (
        <>
          <text x={1} y={height + 14}>
            {tidy(least)}
          </text>
          {least < 0 && most > 0 && x(0) > 50 && x(0) < width - 50 ? (
            <text x={x(0)} y={height + 14} text-anchor="middle">
              0
            </text>
          ) : null}
          <text x={width - 1} y={height + 14} text-anchor="end">
            {tidy(most)}
          </text>
        </>
      )}
    </svg>
  )
}
