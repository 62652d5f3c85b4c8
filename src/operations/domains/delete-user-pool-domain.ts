import { noSuchDomain } from '../../domain/domains/domain-errors.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'

export const DeleteUserPoolDomain = operation('DeleteUserPoolDomain', {
  access: iam.onUserPool,
  neverRaises: {
    ResourceNotFoundException: 'an unknown pool or domain is an InvalidParameterException',
  },

  async handle({ UserPoolId, Domain }, { storage, region }) {
    return storage.transaction(async (stores) => {
      const domain = await stores.domains.find(region, Domain)
      if (domain?.userPoolId !== UserPoolId) throw noSuchDomain()
      if (!(await stores.domains.delete(UserPoolId, Domain))) throw noSuchDomain()
      return {}
    })
  },
})
