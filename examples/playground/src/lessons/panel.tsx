import { change, keep, kept, now, work } from '../work'
import './lessons.css'
import { lessons } from './lessons'
import { PlayView } from './play-view'
import {
  firstProgress,
  giveBack,
  isDone,
  isProgress,
  loadLesson,
  type Progress,
  partsOfLesson,
  withDone,
} from './progress'
import { QuestionView } from './question-view'

/** Ten short lessons. */
export default function Panel() {
  const progress = kept('lessons', isProgress, firstProgress)
  const index = Math.max(
    0,
    lessons.findIndex(({ name }) => name === progress.at),
  )
  const lesson = lessons[index]!
  const save = (next: Progress): void => keep('lessons', next)
  const go = (to: number): void => {
    save({ ...progress, at: lessons[to]!.name })
    // where reading starts anew
    requestAnimationFrame(() => document.getElementById('lesson-title')?.focus())
  }
  const load = (): void => {
    const { parts, progress: next } = loadLesson(work.peek(), progress, lesson)
    change(parts)
    save(next)
  }
  const back = (): void => {
    const given = giveBack(work.peek(), progress)
    if (given === undefined) return
    change(given.parts)
    save(given.progress)
  }
  const loaded = lessons.find(({ name }) => name === progress.loaded)
  const isLoaded = progress.loaded === lesson.name && progress.aside !== undefined
  const answered = Object.hasOwn(progress.done, lesson.name) ? progress.done[lesson.name]! : []
  return (
    <div class="lessons">
      <nav aria-label="Lessons">
        <ol>
          {lessons.map((each, i) => (
            <li key={each.name}>
              <button type="button" aria-current={each === lesson ? 'step' : undefined} onClick={() => go(i)}>
                {i + 1}. {each.title}
                {isDone(progress, each) ? <span class="mark"> ✓ done</span> : null}
              </button>
            </li>
          ))}
        </ol>
      </nav>
      {progress.aside === undefined ? null : (
        <p class="aside" role="status">
          The graph panel shows the graph of the lesson {loaded?.title ?? ''}. Your own work is kept.{' '}
          <button type="button" onClick={back}>
            Give my own work back
          </button>
        </p>
      )}
      <article aria-labelledby="lesson-title">
        <h2 id="lesson-title" tabIndex={-1}>
          {index + 1}. {lesson.title}
        </h2>
        <p class="idea">{lesson.idea}</p>
        {lesson.sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        <PlayView key={lesson.name} lesson={lesson} />
        {isLoaded && now.text === lesson.load.text ? null : isLoaded ? (
          <p>
            <button type="button" onClick={() => change(partsOfLesson(lesson))}>
              Set the graph of the lesson back
            </button>{' '}
            <span class="quiet">You have changed it.</span>
          </p>
        ) : (
          <p>
            <button type="button" onClick={load}>
              Put this graph into my work
            </button>{' '}
            <span class="quiet">to try it in the other panels; your own graph is kept and given back.</span>
          </p>
        )}
        <h3>Questions</h3>
        <ul class="questions">
          {lesson.questions.map((question, i) => (
            <li key={`${lesson.name} ${question.ask}`}>
              <QuestionView
                question={question}
                label={`${i + 1}.`}
                isDone={answered.includes(i)}
                onRight={() => save(withDone(kept('lessons', isProgress, firstProgress), lesson.name, i))}
              />
            </li>
          ))}
        </ul>
        <p class="steps">
          <button type="button" disabled={index === 0} onClick={() => go(index - 1)}>
            Previous lesson
          </button>
          <button
            type="button"
            class={isDone(progress, lesson) ? 'first' : undefined}
            disabled={index === lessons.length - 1}
            onClick={() => go(index + 1)}
          >
            Next lesson
          </button>
          <span role="status">
            {lessons.filter((each) => isDone(progress, each)).length} of {lessons.length} lessons done
          </span>
        </p>
      </article>
    </div>
  )
}
