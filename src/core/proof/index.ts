export {
  type ProofType,
  isProofType,
  maxPhotoBytes,
  maxPhotoSidePx,
  maxProofBytes,
  maxWaitingProofBytes,
  minProofRoomBytes,
  photoQualities,
  planPhotoSize,
  proofFileName,
  proofTypes,
  tightPhotoSidePx,
} from './proof.ts'
export { hasPhotoMetadata, recognizeProof } from './recognizeProof.ts'
