import type { WatchedCall } from '../../domain/triggers/trigger-watch.ts'
import { visible } from '../../kernel/text-log.ts'

/** A call as text for people, with an empty line behind it. */
export function describeCall(call: WatchedCall): string {
  const { at, milliseconds, outcome, response, fault, event } = call
  const { triggerSource, userPoolId, userName, request } = event as Readonly<Record<string, unknown>>
  const lines = [
    `${new Date(at).toISOString()}  ${triggerSource}  ${userPoolId}  ${userName}  ${milliseconds} ms`,
    `  function  ${call.function}`,
    `  request   ${JSON.stringify(request)}`,
    ...(response === undefined ? [] : [`  response  ${JSON.stringify(response)}`]),
    ...(fault === undefined ? [] : [`  ${outcome === 'answer' ? 'fault' : outcome}  ${fault}`]),
  ]
  return `${lines.map(visible).join('\n')}\n\n`
}
