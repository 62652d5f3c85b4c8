import type { FunctionBody } from '../support/functions.ts'

/** Answers the events of one source with these members in the response, and all others as they are. */
export function answeringTo(source: string, members: object): FunctionBody {
  return (event) =>
    event.triggerSource === source ? { ...event, response: { ...event.response, ...members } } : event
}
