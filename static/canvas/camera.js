// Take a photo with the device's camera, in a dialog of ours.

import { h } from "../page/element.js";

const WHY_NOT = {
  NotAllowedError: "The browser may not use the camera. Allow it beside the address, or choose a picture file.",
  NotFoundError: "This device has no camera that the browser can see. Choose a picture file instead.",
  NotReadableError: "Another program is using the camera. Close it there, or choose a picture file.",
};
const NO_ACCESS = "This browser offers no camera here. A camera needs https or the address 127.0.0.1.";

async function open() {
  if (!navigator.mediaDevices?.getUserMedia) throw new Error(NO_ACCESS);
  try {
    return await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
  } catch (error) {
    throw new Error(WHY_NOT[error.name] ?? "The camera did not start. Choose a picture file instead.");
  }
}

function still(video) {
  const canvas = h("canvas", { width: video.videoWidth, height: video.videoHeight });
  canvas.getContext("2d").drawImage(video, 0, 0);
  return new Promise((done) => {
    canvas.toBlob((blob) => done(new File([blob], "photo.jpg", { type: "image/jpeg" })), "image/jpeg", 0.95);
  });
}

/** Return a photo as a file, or null when the person closes the dialog. Raises an Error with a sentence. */
export async function takePhoto() {
  const stream = await open();
  const video = h("video", { autoplay: true, playsinline: true, muted: true, class: "camera-view" });
  video.srcObject = stream;
  const shoot = h("button", { type: "submit", class: "main-button", value: "shoot" }, "Take the photo");
  const dialog = h("dialog", { class: "deixis-dialog", "aria-label": "Camera" },
    h("form", { method: "dialog" }, video, h("div", { class: "dialog-buttons" },
      h("button", { type: "submit", class: "plain-button", value: "" }, "Close"), shoot)));
  document.body.append(dialog);
  dialog.showModal();
  await new Promise((done) => dialog.addEventListener("close", done, { once: true }));
  const photo = dialog.returnValue === "shoot" && video.videoWidth ? await still(video) : null;
  for (const track of stream.getTracks()) track.stop();
  dialog.remove();
  return photo;
}
