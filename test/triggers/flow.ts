import type { Stage } from './stage.ts'

/** A flow in which functions are called. */
export interface Flow {
  /** As the guide calls it. */
  readonly flow: string
  readonly calls: readonly string[]
  /** What goes before, whose calls don't count. */
  prepare?(stage: Stage): Promise<unknown>
  run(stage: Stage): Promise<unknown>
}
