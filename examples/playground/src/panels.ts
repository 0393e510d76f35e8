import type { ComponentType } from 'preact'
import type { PanelName } from './work'

/** A panel: loaded when it is first opened, so that the first picture waits for none of them. */
export interface Panel {
  readonly name: PanelName
  readonly title: string
  readonly load: () => Promise<{ readonly default: ComponentType }>
}

export const panels: readonly Panel[] = [
  { name: 'identify', title: 'Identify', load: () => import('./identify/panel') },
  { name: 'surgery', title: 'Surgery', load: () => import('./surgery/panel') },
  { name: 'model', title: 'Model', load: () => import('./model/panel') },
  { name: 'data', title: 'Data', load: () => import('./data/panel') },
  { name: 'discover', title: 'Discover', load: () => import('./discover/panel') },
  { name: 'estimate', title: 'Estimate', load: () => import('./estimate/panel') },
  { name: 'lessons', title: 'Lessons', load: () => import('./lessons/panel') },
]
