import type { TriggerCall } from '../../domain/triggers/trigger-gateway.ts'

/** How one try to call a function ended. */
export type Attempt =
  | { readonly kind: 'answer'; readonly payload: string }
  | { readonly kind: 'function-error'; readonly message: string }
  | { readonly kind: 'refused'; readonly error: string }
  | { readonly kind: 'timeout' }

/** Where a function runs. */
export interface FunctionTarget {
  /**
   * Calls the function once, and gives up after `patience` milliseconds.
   * @throws if the function cannot be reached, so that another try may succeed
   */
  attempt(call: TriggerCall, patience: number): Promise<Attempt>
  close(): Promise<void>
}

/** Does the work after so many milliseconds, unless the function that it returns is called before. */
export type Deadline = (milliseconds: number, work: () => void) => () => void

export const deadlineInTime: Deadline = (milliseconds, work) => {
  const timer = setTimeout(work, milliseconds)
  return () => clearTimeout(timer)
}

/** What Lambda calls an error of its own. */
export const SERVICE_FAULT = 'ServiceException'

/** The most bytes that a function may return (AWS Lambda quotas: synchronous invocation payload). */
export const MOST_BYTES = 6_291_556

/** AWS: Lambda reports an answer that is too large as an error of the function. */
export const tooLarge: Attempt = {
  kind: 'function-error',
  message: `Response payload size exceeded maximum allowed payload size (${MOST_BYTES} bytes).`,
}

/**
 * What a function's own error says (AWS: Lambda returns `{"errorMessage", "errorType"}`); undefined if the payload is
 * not of this form.
 */
export function errorMessageOf(payload: string): string | undefined {
  try {
    const { errorMessage, triggerSource } = JSON.parse(payload) ?? {}
    return typeof errorMessage === 'string' && triggerSource === undefined ? errorMessage : undefined
  } catch {
    return undefined
  }
}
