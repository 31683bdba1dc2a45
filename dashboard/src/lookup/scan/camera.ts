/** Why there is no picture: the page is not secure, the person said no, no camera, or it does not answer. */
export type CameraFault = 'insecure' | 'refused' | 'none' | 'silent'

export interface Camera {
  readonly stream: MediaStream
  readonly hasTorch: boolean
  setTorch(isOn: boolean): Promise<void>
  stop(): void
}

const faults: Record<string, CameraFault> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'none',
  OverconstrainedError: 'none',
}

/** Asks for the camera at the back. @param onEnd it was unplugged, or the permission was taken back. */
export async function openCamera(devices: MediaDevices | undefined, onEnd: () => void): Promise<Camera | CameraFault> {
  if (devices === undefined) return 'insecure'
  const video = { facingMode: { ideal: 'environment' }, width: { ideal: 1920 }, height: { ideal: 1080 } }
  try {
    return cameraOf(await devices.getUserMedia({ video, audio: false }), onEnd)
  } catch (error) {
    if (error instanceof DOMException) return faultOf(error.name)
    throw error
  }
}

export function faultOf(errorName: string): CameraFault {
  return faults[errorName] ?? 'silent'
}

function cameraOf(stream: MediaStream, onEnd: () => void): Camera {
  const [track] = stream.getVideoTracks()
  track?.addEventListener('ended', onEnd)
  // The DOM's types do not know of the torch yet.
  const can: MediaTrackCapabilities & { torch?: boolean } = track?.getCapabilities?.() ?? {}
  const torch = (isOn: boolean): MediaTrackConstraintSet & { torch: boolean } => ({ torch: isOn })
  return {
    stream,
    hasTorch: can.torch === true,
    setTorch: async (isOn) => track?.applyConstraints({ advanced: [torch(isOn)] }),
    stop() {
      for (const each of stream.getTracks()) each.stop()
    },
  }
}
