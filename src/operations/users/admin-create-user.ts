import type { AdminCreateUserRequest } from '../../contract/generated/types.ts'
import {
  askPreSignUp,
  newInvitation,
  repeatedInvitation,
  storeInvitation,
} from '../../domain/invitations/invite-user.ts'
import {
  invitedContacts,
  permitInvitation,
  postInvitation,
  prepareInvitation,
} from '../../domain/invitations/send-invitation.ts'
import { withPermits } from '../../domain/messages/permit-message.ts'
import { assertDeliverable } from '../../domain/sending/prepare-message.ts'
import type { Stores } from '../../domain/stores.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toAttributeEntries, toMetadata, toUserType } from '../user-attributes.ts'

export const AdminCreateUser = operation('AdminCreateUser', {
  access: iam.onUserPool,
  auditsAnswer: true,
  neverRaises: {
    InvalidSmsRoleAccessPolicyException: 'CodeDeliveryFailureException reports every failed delivery',
    PreconditionNotMetException: 'nothing has to be done before users can be created',
  },

  async handle(input, context) {
    const { storage, region, messageLimits, now } = context
    const pool = await findUserPool(storage.stores, region, input.UserPoolId) // ResourceNotFoundException
    const request = {
      requested: input.Username,
      entries: toAttributeEntries(input.UserAttributes),
      temporaryPassword: input.TemporaryPassword || undefined,
    }
    const invitation =
      input.MessageAction === 'RESEND'
        ? await repeatedInvitation(storage.stores, pool, request, context) // UnsupportedUserStateException
        : newInvitation(pool, request, context) // InvalidParameterException, InvalidPasswordException
    const clash = input.ForceAliasCreation ? 'move' : 'refuse'
    const contacts = invitedContacts(invitation.user, deliveryOf(input)) // InvalidParameterException
    if (invitation.kind === 'new') {
      await askPreSignUp(context, pool, invitation, clash, {
        entries: request.entries,
        validationData: toMetadata(input.ValidationData),
        clientMetadata: input.ClientMetadata,
      })
    }
    const permitted = await permitInvitation(messageLimits, invitation, contacts, now)
    const permits = permitted.map(({ permit }) => permit)
    const { prepared, answer } = await withPermits(messageLimits, permits, async () => {
      const messages = await prepareInvitation(context, pool, invitation, permitted, input.ClientMetadata)
      const store = async (stores: Stores) => {
        const user = await storeInvitation(stores, pool, invitation, clash, context) // UsernameExistsException
        await postInvitation(stores, context, pool, invitation, messages)
        return { User: toUserType(user) }
      }
      return { prepared: messages, answer: await storage.transaction(store) }
    })
    for (const message of prepared) assertDeliverable(message) // CodeDeliveryFailureException
    return answer
  },
})

function deliveryOf({ MessageAction, DesiredDeliveryMediums }: AdminCreateUserRequest) {
  return { suppressed: MessageAction === 'SUPPRESS', channels: DesiredDeliveryMediums }
}
