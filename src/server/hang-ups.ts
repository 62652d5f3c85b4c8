import { type LateAction, lateAction } from './late-action.ts'

/**
 * Keeps the process alive through SIGHUP, which would end it, also when its terminal closes. Returns what is asked for
 * at each.
 */
export function surviveHangUps(): LateAction {
  const action = lateAction()
  process.on('SIGHUP', action.ask)
  return action
}
