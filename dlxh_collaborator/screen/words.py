"""The Vietnamese words by which a person's name is told from other names.

All in lower case: the detectors compare folded words.
"""


def _words(text):
    return frozenset(text.split())


def _phrases(text):
    return frozenset(tuple(line.split()) for line in text.strip().splitlines())


TITLES = _words(
    "ông bà anh chị cô chú bác cụ thầy cậu dì thím mợ dượng em cháu mr mrs ms"
)
TITLE_PAIRS = _phrases("đồng chí\ncô giáo\nthầy giáo\nbác sĩ\nbác sỹ")
# The second word here is no title of one person.
COMPOUNDS = _phrases(
    "chị em\nanh em\nthầy cô\ncô bác\nchú bác\ncô chú\ntrẻ em\ncác em\ncác cháu"
)
SURNAMES = _words(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh"
    " trịnh đoàn mai trương lâm phùng tô đào vương hà cao tạ thái chu lương triệu"
    " quách la lò giàng vàng sùng mùa thào hạng nông vi lưu kiều tống diệp châu"
    " doãn khuất nghiêm ninh phí thạch kim danh sơn bế ma lầu tráng lường quàng cầm"
    " hứa lục khổng đàm tăng mạc từ viên ông thân thiều văn trang lù vừ và"
)
# Surnames that begin no province, organ or common phrase.
SURE_SURNAMES = _words(
    "nguyễn trần phạm huỳnh phan vũ võ đặng bùi đỗ ngô đinh trịnh trương phùng đào"
    " tạ quách khuất nghiêm doãn"
)
MIDDLE_NAMES = _words("văn thị")
# Capitalised words after a title that are no name of a person.
NOT_NAMES = _words(
    "con em trời phật chúa mẹ địa táo ta tây nội ngoại cụ anh bụt tiên thánh"
)
NOT_NAME_PAIRS = _phrases(
    "hội phụ\nhội nông\nhội cựu\nhội viên\nđoàn thanh\nđoàn viên\nđoàn thể\n"
    "đoàn trường\nhùng lao\nhùng lực\nhùng dân\nviệt nam\nmặt trận\nban công"
)
# Places and figures of history whose name begins with such a word.
FAMOUS = _phrases(
    "bà rịa\nbà nà\nbà đen\nbà điểm\nbà chiểu\nbà triệu\nbà trưng\nbà huyện\n"
    "bà đanh\nbà chúa\nbà đỏ\nbà kèo\ncô tô\ncô giang\ncô bắc\nanh sơn\nanh quốc\n"
    "bác ái\nbác hồ\nbác tôn\nbác giáp\ncụ hồ\nông lãnh\nông đốc\nông ích\nông công\n"
    "ông táo\nchú sam\nchú hỏa"
)
PLACE_WORDS = _words(
    "đường phố ngõ phường xã huyện tỉnh quận thôn bản ấp khu khóm cầu chợ núi sông"
    " hồ suối đèo bến cảng kênh rạch ga đảo đền chùa miếu trường công viên viện"
    " khách sạn vịnh mũi làng buôn trấn tổ đồi hang động lăng tượng vườn"
)
OFFICES = _phrases(
    """chủ tịch
    chủ nhiệm
    phó chủ
    phó bí
    phó trưởng
    phó giám
    phó ban
    phó tổng
    phó hiệu
    phó chánh
    phó cục
    phó vụ
    phó viện
    phó công
    phó thủ
    phó đoàn
    phó phòng
    bí thư
    trưởng ban
    trưởng thôn
    trưởng bản
    trưởng ấp
    trưởng phòng
    trưởng khu
    trưởng xóm
    trưởng công
    trưởng đoàn
    trưởng làng
    trưởng buôn
    trưởng khóm
    trưởng trạm
    trưởng khoa
    giám đốc
    tổng giám
    tổng bí
    tổng biên
    tổng cục
    bộ trưởng
    bộ đội
    thứ trưởng
    đại biểu
    đại diện
    đại sứ
    chánh văn
    chánh án
    chánh thanh
    viện trưởng
    hiệu trưởng
    hiệu phó
    thủ tướng
    thủ trưởng
    cục trưởng
    vụ trưởng
    chi cục
    uỷ viên
    ủy viên
    thường trực
    thường vụ
    tổ trưởng
    tổ phó
    cán bộ
    công an
    công chức
    công nhân
    chỉ huy
    chính trị
    chính ủy
    hội trưởng
    hội viên
    đảng viên
    đảng ủy
    lãnh đạo
    thành viên
    cộng tác
    báo cáo
    tuyên giáo
    thanh niên
    cảnh sát
    dân quân
    chiến sĩ
    nông dân
    giáo viên
    kỹ sư
    cựu chiến"""
)
# Offices that give a person away even without a title before them.
BARE_OFFICES = _phrases(
    """chủ tịch
    bí thư
    trưởng thôn
    trưởng bản
    trưởng ấp
    trưởng phòng
    trưởng ban
    trưởng khu
    trưởng xóm
    trưởng công
    giám đốc
    hiệu trưởng
    tổ trưởng
    cán bộ
    công an"""
)
# Words that go on an office: "Phó Bí thư Thường trực Đảng ủy ..."
OFFICE_WORDS = _words(
    "chủ tịch nhiệm phó bí thư trưởng giám đốc tổng biên tập bộ đội thứ đại biểu"
    " diện sứ chánh văn án thanh tra viện hiệu thủ tướng cục vụ chi uỷ ủy viên"
    " thường trực tổ cán công an chức nhân chỉ huy chính trị hội đảng đoàn lãnh đạo"
    " thành cấp kiêm nguyên cựu thôn bản ấp xóm phòng khu dân chuyên trách địa hưu"
)
# After one of these comes the name of a place or an organ.
AREA_WORDS = _words(
    "xã phường tỉnh huyện quận thị trấn thành phố thôn bản ấp xóm khu khóm tổ làng"
    " buôn sở ban phòng trường viện bệnh công ty hợp tác trạm chi cục ngành mặt hội"
)
