import { useState } from 'preact/hooks'
import type { Judgement, Question } from './lesson'

/** One question; the answer is judged when it is given, and why is said. */
export function QuestionView(props: {
  readonly question: Question
  readonly label: string
  readonly isDone: boolean
  readonly onRight: () => void
}) {
  const { question, label, isDone, onRight } = props
  const [judgement, setJudgement] = useState<Judgement | undefined>(undefined)
  const [picked, setPicked] = useState('')
  const judge = (found: Judgement): void => {
    setJudgement(found)
    if (found.right) onRight()
  }
  const pick = (option: string, { judge: judged }: Extract<Question, { kind: 'choice' }>): void => {
    setPicked(option)
    judge(judged(option))
  }
  return (
    <fieldset class="plain question">
      <legend>
        {label} {question.ask} {isDone ? <span class="mark">✓ answered</span> : null}
      </legend>
      {question.kind === 'choice' ? (
        <div class="steps">
          {question.options.map((option) => (
            <button key={option} type="button" aria-pressed={option === picked} onClick={() => pick(option, question)}>
              {option}
            </button>
          ))}
        </div>
      ) : question.kind === 'nodes' ? (
        <NodesAnswer question={question} onAnswer={judge} />
      ) : (
        <NumberAnswer question={question} onAnswer={judge} />
      )}
      <p role="status" class={judgement === undefined ? 'told' : judgement.right ? 'told fine' : 'told wrong'}>
        {judgement === undefined ? '' : `${judgement.right ? 'Yes.' : 'No.'} ${judgement.why}`}
      </p>
    </fieldset>
  )
}

function NodesAnswer(props: {
  readonly question: Extract<Question, { kind: 'nodes' }>
  readonly onAnswer: (judgement: Judgement) => void
}) {
  const { question, onAnswer } = props
  const [chosen, setChosen] = useState<readonly string[]>([])
  return (
    <div class="steps">
      {question.nodes.map((name) => (
        <label key={name} class="option">
          <input
            type="checkbox"
            checked={chosen.includes(name)}
            onChange={(event) => {
              const { checked } = event.currentTarget
              setChosen((before) => question.nodes.filter((each) => (each === name ? checked : before.includes(each))))
            }}
          />
          {name}
        </label>
      ))}
      <button type="button" onClick={() => onAnswer(question.judge(chosen))}>
        Answer: {chosen.length === 0 ? question.none : chosen.join(' and ')}
      </button>
    </div>
  )
}

function NumberAnswer(props: {
  readonly question: Extract<Question, { kind: 'number' }>
  readonly onAnswer: (judgement: Judgement) => void
}) {
  const { question, onAnswer } = props
  const [typed, setTyped] = useState('')
  const value = Number(typed.trim().replace(',', '.').replace('−', '-'))
  return (
    <form
      class="steps"
      onSubmit={(event) => {
        event.preventDefault()
        onAnswer(
          typed.trim() === '' || !Number.isFinite(value)
            ? { right: false, why: 'Type a number, such as 1.5.' }
            : question.judge(value),
        )
      }}
    >
      <label>
        Your number{' '}
        <input
          type="text"
          inputMode="decimal"
          autocomplete="off"
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <button type="submit">Answer</button>
    </form>
  )
}
