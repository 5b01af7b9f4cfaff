// Records a voice note.

const TYPES = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];
const LONGEST_SECONDS = 120;

export function canRecord() {
  return typeof MediaRecorder !== "undefined" && Boolean(navigator.mediaDevices?.getUserMedia);
}

export class VoiceRecorder {
  #recorder = null;
  #timer = null;
  #wanted = false;

  /**
   * @param onSecond called every second with the seconds so far
   * @returns {Promise<File | null>} the recording; null when it was discarded
   * @throws when the microphone cannot be used
   */
  async record(onSecond) {
    const microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
    const type = TYPES.find((one) => MediaRecorder.isTypeSupported(one));
    const recorder = new MediaRecorder(microphone, type ? { mimeType: type } : undefined);
    const parts = [];
    let seconds = 0;
    this.#recorder = recorder;
    this.#wanted = true;
    recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
    const stopped = new Promise((resolve) => recorder.addEventListener("stop", resolve, { once: true }));
    recorder.start(1_000);
    onSecond(0);
    this.#timer = setInterval(() => {
      onSecond(++seconds);
      if (seconds >= LONGEST_SECONDS) {
        this.finish();
      }
    }, 1_000);
    await stopped;
    clearInterval(this.#timer);
    microphone.getTracks().forEach((track) => track.stop());
    this.#recorder = null;
    const recording = new Blob(parts, { type: (recorder.mimeType || "audio/webm").split(";")[0] });
    return this.#wanted && recording.size > 0 ? new File([recording], "voice", { type: recording.type }) : null;
  }

  get isRecording() {
    return this.#recorder !== null;
  }

  finish() {
    this.#recorder?.stop();
  }

  discard() {
    this.#wanted = false;
    this.#recorder?.stop();
  }
}
