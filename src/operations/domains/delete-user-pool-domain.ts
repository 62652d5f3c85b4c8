import { noSuchDomain } from '../../domain/domains/domain-errors.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'

export const DeleteUserPoolDomain = operation('DeleteUserPoolDomain', {
  access: iam.onUserPool,
  neverRaises: {
    ResourceNotFoundException: 'an unknown pool or domain is an InvalidParameterException',
  },

  async handle({ UserPoolId, Domain }, { storage, sentTo }) {
    return storage.transaction(async (stores) => {
      const domain = await stores.domains.find(sentTo, Domain)
      if (domain?.userPoolId !== UserPoolId) throw noSuchDomain()
      if (!(await stores.domains.delete(domain))) throw noSuchDomain()
      return {}
    })
  },
})
