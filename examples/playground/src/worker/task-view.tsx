import { Problem } from '../ui/problem'
import type { JobName } from './protocol'
import type { Task } from './task'
import './task.css'

/** How far a task is, with a button to stop it; and what went wrong. */
export function TaskView<J extends JobName>({ task, label }: { readonly task: Task<J>; readonly label: string }) {
  const told = task.progress.value
  const failed = task.failure.value
  return (
    <div class="task">
      {told === undefined ? null : (
        <div class="running">
          <progress aria-label={label} max={1} {...(told.share === undefined ? {} : { value: told.share })} />
          <span class="quiet">{told.doing}</span>
          <button type="button" onClick={task.cancel}>
            Stop
          </button>
        </div>
      )}
      <p role="status" class={failed?.isStop === true ? 'quiet' : 'unseen'}>
        {told === undefined ? (failed?.isStop === true ? failed.message : '') : `${label} …`}
      </p>
      {failed === undefined || failed.isStop ? null : <Problem message={failed.message} />}
    </div>
  )
}
