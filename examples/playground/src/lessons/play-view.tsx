import { useState } from 'preact/hooks'
import type { Lesson } from './lesson'
import { Picture } from './picture'

/** Something to try, with its numbers computed at once. */
export function PlayView({ lesson }: { readonly lesson: Lesson }) {
  const { invite, toggles = [], sliders = [], show } = lesson.play
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [values, setValues] = useState<Readonly<Record<string, number>>>(
    Object.fromEntries(sliders.map(({ name, first }) => [name, first])),
  )
  const toggle = (name: string): void => {
    if (!toggles.includes(name)) return
    setChosen((before) => (before.includes(name) ? before.filter((each) => each !== name) : [...before, name]))
  }
  const { numbers, sentence, path = [] } = show({ chosen, values })
  return (
    <section class="play" aria-labelledby="lesson-play">
      <h3 id="lesson-play">Try it</h3>
      <Picture lesson={lesson} chosen={chosen} path={path} onNode={toggle} />
      <p class="quiet">{keyOf(lesson)}</p>
      <p>{invite}</p>
      {toggles.length === 0 ? null : (
        <p class="steps">
          {toggles.map((name) => (
            <button key={name} type="button" aria-pressed={chosen.includes(name)} onClick={() => toggle(name)}>
              hold {name} still
            </button>
          ))}
        </p>
      )}
      {sliders.map(({ name, label, min, max, step }) => (
        <label key={name} class="slider">
          <span>{label}</span>
          <input
            type="range"
            min={min}
            max={max}
            step={step}
            value={values[name]}
            onInput={(event) => {
              const value = Number(event.currentTarget.value)
              setValues((before) => ({ ...before, [name]: value }))
            }}
          />
          <output>{written(values[name])}</output>
        </label>
      ))}
      <dl>
        {numbers.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{written(value)}</dd>
          </div>
        ))}
      </dl>
      <p role="status" class="told">
        {sentence}
      </p>
    </section>
  )
}

function written(value: number | undefined): string {
  if (value === undefined) return 'cannot be said'
  const rounded = Math.abs(value) < 0.0005 ? 0 : Number(value.toPrecision(3))
  return String(rounded).replace('-', '−')
}

/** What the colours and shapes of the picture mean, of those that it has. */
function keyOf({ load, graph, play }: Lesson): string {
  const parts = ['Blue with corners: the cause asked about', 'orange with a double line: the outcome']
  if ((play.toggles ?? []).length > 0) parts.push('green box: held still')
  if ((load.selection ?? []).length > 0) parts.push('purple box: what decides who is in the data')
  if ((load.latents ?? []).length > 0) parts.push('dashed: not measured')
  if (graph.kind === 'admg') parts.push('dashed arrow with two heads: a hidden common cause')
  return `${parts.join('; ')}.`
}
