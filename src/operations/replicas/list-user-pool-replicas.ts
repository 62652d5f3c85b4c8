import { listReplicas } from '../../domain/replicas/change-replicas.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { invalidPageToken } from '../page.ts'
import { toReplicaType } from './replica-shape.ts'

export const ListUserPoolReplicas = operation('ListUserPoolReplicas', {
  access: iam.onUserPool,
  neverRaises: { OperationNotEnabledException: 'every region of a pool offers it' },

  async handle({ UserPoolId, NextToken }, { storage: { stores }, region, account }) {
    const pool = await findUserPool(stores, region, UserPoolId) // ResourceNotFoundException
    // All regions of a pool fit on one page, so no token is ever issued.
    if (NextToken !== undefined) throw invalidPageToken() // InvalidParameterException
    const found = await listReplicas(stores, pool)
    return { UserPoolReplicas: found.map((it) => toReplicaType(it, { account, userPoolId: pool.id })) }
  },
})
