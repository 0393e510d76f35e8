import { signal } from '@preact/signals'
import { Scroll } from '../ui/scroll'
import type { ColumnUse } from './retype'
import { describing, read, takeFor, uses } from './state'
import { partsOf } from './text'

const choices: readonly (readonly [ColumnUse, string])[] = [
  ['number', 'numbers'],
  ['date', 'dates'],
  ['category', 'categories'],
  ['ignore', 'ignore'],
]

/** More are found by their names. */
const shownAtOnce = 60
const looking = signal('')

/** Each column: what it is taken for, what is missing and how it lies. */
export function Columns() {
  const { table, dates } = read.value!
  const described = new Map(describing.result.value?.columns.map((column) => [column.name, column]))
  const isLong = table.columns.length > shownAtOnce
  const part = isLong ? looking.value.trim().toLowerCase() : ''
  const fitting = table.columns.filter((name) => name.toLowerCase().includes(part))
  const shown = fitting.slice(0, shownAtOnce)
  return (
    <>
      <h3>Columns</h3>
      <p class="quiet">What each column is taken for. What is ignored is left out of every panel.</p>
      {isLong ? (
        <p class="row">
          <label>
            Find columns by name{' '}
            <input
              type="search"
              value={looking.value}
              onInput={({ currentTarget }) => {
                looking.value = currentTarget.value
              }}
            />
          </label>
          <span class="quiet" role="status">
            {shown.length < fitting.length
              ? `The first ${shown.length} of ${fitting.length.toLocaleString('en')} are shown.`
              : `${fitting.length.toLocaleString('en')} shown.`}
          </span>
        </p>
      ) : null}
      <Scroll label="Columns">
        <table class="columns">
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">Taken for</th>
              <th scope="col" class="number">
                Missing
              </th>
              <th scope="col" class="number">
                Different
              </th>
              <th scope="col">Values</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((name) => {
              const column = described.get(name)
              const use = uses.value[name]
              const isNumber = table.data[table.columns.indexOf(name)] instanceof Float64Array
              return (
                <tr key={name}>
                  <th scope="row" class="name">
                    {name}
                  </th>
                  <td>
                    <select
                      aria-label={`${name} is taken for`}
                      value={use}
                      onChange={({ currentTarget }) => takeFor(name, currentTarget.value as ColumnUse)}
                    >
                      {choices.map(([each, word]) =>
                        each === 'date' && isNumber && !dates.includes(name) ? null : (
                          <option key={each} value={each}>
                            {word}
                          </option>
                        ),
                      )}
                    </select>
                  </td>
                  <td class="number">{column?.missing.toLocaleString('en') ?? ''}</td>
                  <td class="number">{column?.distinct.toLocaleString('en') ?? ''}</td>
                  <td class="values">
                    {column === undefined
                      ? ''
                      : partsOf(column, use === 'date').map((part, i, all) => (
                          <span key={String(i)} class="part">
                            {part}
                            {i + 1 < all.length ? ', ' : ''}
                          </span>
                        ))}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </Scroll>
    </>
  )
}
