import { ListTagsForResource } from './list-tags-for-resource.ts'
import { TagResource } from './tag-resource.ts'
import { UntagResource } from './untag-resource.ts'

export const tagsOperations = {
  ListTagsForResource,
  TagResource,
  UntagResource,
}
