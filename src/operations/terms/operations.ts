import { CreateTerms } from './create-terms.ts'
import { DeleteTerms } from './delete-terms.ts'
import { DescribeTerms } from './describe-terms.ts'
import { DescribeTermsByClient } from './describe-terms-by-client.ts'
import { ListTerms } from './list-terms.ts'
import { UpdateTerms } from './update-terms.ts'

export const termsOperations = {
  CreateTerms,
  DeleteTerms,
  DescribeTerms,
  DescribeTermsByClient,
  ListTerms,
  UpdateTerms,
}
