import { AdminInitiateAuth } from './admin-initiate-auth.ts'
import { AdminRespondToAuthChallenge } from './admin-respond-to-auth-challenge.ts'
import { InitiateAuth } from './initiate-auth.ts'
import { RespondToAuthChallenge } from './respond-to-auth-challenge.ts'

export const signInOperations = {
  AdminInitiateAuth,
  AdminRespondToAuthChallenge,
  InitiateAuth,
  RespondToAuthChallenge,
}
