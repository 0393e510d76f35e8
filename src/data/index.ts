export type { Categorical, Cell, Column, Moments, Table } from './types.js'
