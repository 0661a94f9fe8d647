from db.image_files import ImageFiles
from db.keeping import drop_pictures, drop_strays, keep_picture
from db.store import Store, open_store
from models.records import ImageRecord
from tests.db.examples import content, image


def keep(store: Store, files: ImageFiles, number: int, *, owner: str | None) -> str:
    keep_picture(store, files, image(number), original=content(number), display=b"jpeg", owner=owner)
    return image(number).id


def test_a_kept_picture_has_its_row_and_its_files(store: Store, files: ImageFiles) -> None:
    image_id = keep(store, files, 0, owner="ann")

    assert store.image(image_id, owner="ann") == image(0)
    assert files.original(image_id).read_bytes() == content(0)


def test_the_files_go_with_the_last_conversation(store: Store, files: ImageFiles) -> None:
    image_id = keep(store, files, 0, owner="ann")
    started = store.start_conversation("ann", image_id)

    dropped = drop_pictures(store, files, store.delete_conversation(started.id, owner="ann"))

    assert dropped == (image_id,)
    assert list(files.ids()) == []


def test_the_files_of_a_picture_saved_again_meanwhile_stay(store: Store, files: ImageFiles) -> None:
    image_id = keep(store, files, 0, owner="ann")
    started = store.start_conversation("ann", image_id)
    reported = store.delete_conversation(started.id, owner="ann")
    keep(store, files, 0, owner="bob")

    assert drop_pictures(store, files, reported) == ()

    assert files.original(image_id).read_bytes() == content(0)


def test_files_that_are_swept_away_before_the_row_is_saved_come_back(address: str, files: ImageFiles) -> None:
    class SweptMeanwhile(Store):
        def save_image(self, record: ImageRecord, *, owner: str | None) -> None:
            drop_strays(self, files)
            super().save_image(record, owner=owner)

    with open_store(address) as store:
        swept = SweptMeanwhile(store.engine)

        image_id = keep(swept, files, 0, owner="ann")

    assert files.original(image_id).read_bytes() == content(0)


def test_files_without_a_row_are_strays(store: Store, files: ImageFiles) -> None:
    kept = keep(store, files, 0, owner=None)
    for number in range(1, 4):
        files.put(image(number).id, content(number), b"jpeg")

    dropped = drop_strays(store, files)

    assert sorted(dropped) == sorted(image(number).id for number in range(1, 4))
    assert list(files.ids()) == [kept]
