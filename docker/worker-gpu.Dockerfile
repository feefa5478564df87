# A worker on an NVIDIA GPU: TensorFlow's native library is fetched by tfjs-node-gpu at install, so it needs the network
# of the machine that builds the image, and the CUDA and cuDNN versions that TensorFlow 2.9 was built against.
FROM node:20-bookworm-slim AS node

FROM nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu22.04
COPY --from=node /usr/local /usr/local
RUN apt-get update && apt-get install -y --no-install-recommends build-essential python3 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV NODE_ENV=production STRIDE_HOME=/data
COPY . .
RUN npm run build && npm install --no-save @tensorflow/tfjs-node-gpu@4.22.0
VOLUME /data
CMD ["node", "services/worker/dist/main.js"]
