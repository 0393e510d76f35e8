import { toSvg } from 'causalkit/draw'
import { reading } from '../reading'
import { Problem } from '../ui/problem'
import { change, work } from '../work'

/** The text of the graph and its picture. */
export function GraphPanel() {
  const read = reading.value
  return (
    <>
      <label>
        Graph
        <textarea rows={6} value={work.value.text} onInput={(event) => change({ text: event.currentTarget.value })} />
      </label>
      {read.read ? <div dangerouslySetInnerHTML={{ __html: toSvg(read.graph) }} /> : <Problem message={read.message} />}
    </>
  )
}
