import { useEffect } from 'preact/hooks'
import { Problem } from '../ui/problem'
import { Distributions } from './distributions'
import { Interventions } from './interventions'
import { Mechanisms } from './mechanisms'
import './model.css'
import { Rows } from './rows-out'
import { SeeAndDo } from './see-and-do'
import { answers, askAgain, askModel, endWorkers, failure, questionText, slow, structure } from './state'
import { WhatIf } from './what-if-view'

/** A structural causal model of the graph: mechanisms, interventions, seeing and doing, counterfactuals of one row. */
export default function Panel() {
  const text = questionText.value
  useEffect(() => {
    if (text !== undefined) askModel(text)
  }, [text])
  useEffect(() => endWorkers, [])
  const found = structure.value
  if (!found.possible) return <p class="quiet">{found.message}</p>
  return (
    <div class="model">
      <p class="quiet">
        A graph says what causes what. A model also says how: each variable is computed from its causes and from noise
        of its own. Move a slider, and everything below is computed anew.
      </p>
      {failure.value === undefined ? null : <Problem message={failure.value} again={askAgain} />}
      <Mechanisms nodes={found.structure.nodes} />
      <Interventions structure={found.structure} />
      <p role="status">
        {slow.value
          ? 'Still computing. Models in which numbers and yes-or-no variables mix take longer; the numbers below are those from before.'
          : ''}
      </p>
      {answers.value === undefined ? (
        failure.value === undefined && <p role="status">Drawing rows …</p>
      ) : (
        <>
          <Distributions structure={found.structure} />
          <SeeAndDo structure={found.structure} />
          <WhatIf structure={found.structure} />
          <Rows />
        </>
      )}
    </div>
  )
}
