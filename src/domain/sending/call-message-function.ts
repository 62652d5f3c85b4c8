import { ServiceError } from '../../contract/service-error.ts'
import { customized } from '../messages/customized-message.ts'
import type { MessageFunction } from '../messages/message-function.ts'
import type { Message, SendFailure } from '../messages/message-gateway.ts'
import type { SenderCipher } from '../messages/sender-cipher.ts'
import { callFunction, type TriggerContext } from '../triggers/call-trigger.ts'
import { customTextOf } from '../triggers/custom-message.ts'
import { hasCode } from '../triggers/custom-sender.ts'
import { responseOf } from '../triggers/read-response.ts'

export type MessageFunctionContext = Omit<TriggerContext, 'origin' | 'requestId'> & {
  readonly senderCipher: SenderCipher
}

/**
 * Calls the function that takes part in a message. Returns the message that is left to send: none if the function is a
 * custom sender, whose result is ignored.
 * @throws what `callTrigger` throws, and a SendFailure
 */
export async function callMessageFunction(
  context: MessageFunctionContext,
  messageId: string,
  message: Message,
  calls: MessageFunction,
): Promise<Message | undefined> {
  const called = { ...context, requestId: messageId }
  const { event, carrier, keyArn } = calls
  if (keyArn === undefined) {
    const response = responseOf(await callFunction(called, calls, event))
    return customized(message, customTextOf(response, { ...message, carrier }))
  }
  const about = { userPoolId: message.userPoolId, keyArn }
  const code = hasCode(message) ? await context.senderCipher.encrypt(secretOf(message), about) : null
  const { request } = event as { readonly request: object }
  await callFunction(called, calls, { ...event, request: { ...request, code } })
  return undefined
}

/** AWS: special characters of a temporary password are escaped for HTML, as `&lt;`. */
function secretOf({ code, temporaryPassword = '' }: Message): string {
  return code ?? temporaryPassword.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** AWS: a function that throws at an asynchronous call is called twice more. */
const MOST_THROWN = 3

/** What a failed call means for the next try. */
export function failureOf(error: unknown, attempts: number): SendFailure {
  const hasThrown = error instanceof ServiceError && error.name === 'UserLambdaValidationException'
  if (hasThrown) return { permanent: attempts >= MOST_THROWN }
  return (error ?? {}) as SendFailure
}
